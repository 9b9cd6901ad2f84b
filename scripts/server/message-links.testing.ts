import ICAL from "ical.js";
import type { Email } from "postal-mime";

/** Every address in a mail as it arrived: its text, its HTML, its headers and its calendar, each read by somebody else's library. */
export function linksIn(mail: Email): string[] {
  const calendars = mail.attachments.filter(({ mimeType }) => mimeType.includes("calendar") || mimeType === "application/ics").map(({ content }) => content as string);
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
