import PostalMime from "postal-mime";
import ICAL from "ical.js";

/** Every address in a mail as it arrived: its text, its HTML, its headers and its calendar, each read by somebody else's library. */
export async function linksIn(raw: string): Promise<string[]> {
  const mail = await PostalMime.parse(raw);
  const calendars = mail.attachments.filter(({ mimeType }) => mimeType.includes("calendar") || mimeType === "application/ics").map(({ content }) => (typeof content === "string" ? content : new TextDecoder().decode(content as ArrayBuffer)));
  const headers = mail.headers.map(({ value }) => value);
  const hrefs = [...(mail.html ?? "").matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address!.replaceAll("&amp;", "&"));
  return [...hrefs, ...[mail.text ?? "", ...headers, ...calendars.flatMap(textsOf)].flatMap(addressesIn)];
}

export function addressesIn(text: string): string[] {
  return text.match(/https?:\/\/[^\s<>")]+/g) ?? [];
}

/** The values of every property of every component. */
function textsOf(file: string): string[] {
  const texts = (component: ICAL.Component): string[] => [...component.getAllProperties().flatMap((property) => property.getValues().map(String)), ...component.getAllSubcomponents().flatMap(texts)];
  return texts(new ICAL.Component(ICAL.parse(file) as unknown[]));
}
