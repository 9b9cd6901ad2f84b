import { oneLine, readable, readAddress } from "./address.ts";
import { calendarText, methodOf } from "./calendar.ts";
import { htmlOf } from "./html.ts";
import type { OutgoingMail } from "./mailer.ts";
import { contentOf, type Content, type Message } from "./message.ts";

export interface Letterhead {
  company: string;
  /** MAIL_FROM. */
  from: string;
  /** Our own address, which links begin with. */
  origin: string;
  /** The path of a booking's private link. */
  privateLink(bookingId: string): string;
  /** The paths for the recipient to unsubscribe from this kind and to set preferences; null if there is nothing to choose. */
  readerLinks?(message: Message): { unsubscribe: string | null; choose: string } | null;
}

/** Composes the mail of an outbox row; identical at every attempt. */
export function compose(message: Message, head: Letterhead): OutgoingMail {
  const content = contentOf(message);
  const from = readAddress(head.from);
  const sender = { name: from.name || oneLine(head.company), address: from.address };
  const reader = { name: oneLine(content.recipientName ?? ""), address: message.recipient };
  const link = linkOf(message, content, head);
  const subject = oneLine(content.subject);
  const paragraphs = readable(content.text).split("\n").filter((line) => line.trim() !== "");
  const choices = head.readerLinks?.(message) ?? null;
  const facts = (content.facts ?? []).map(({ label, value }) => ({ label, value: readable(value) }));
  const page = { subject, paragraphs, facts, link, company: head.company, choose: choices && head.origin + choices.choose };
  return {
    messageId: `<${message.id}@${from.address.split("@").at(-1)}>`,
    from: sender,
    to: reader,
    ...(content.replyTo && { replyTo: oneLine(content.replyTo) }),
    // RFC 8058: one click in the mail program, without opening anything.
    ...(choices?.unsubscribe && {
      headers: { "List-Unsubscribe": `<${head.origin}${choices.unsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
    }),
    subject,
    text: textOf(page),
    html: htmlOf(page),
    ...(content.event && {
      calendar: {
        method: methodOf(content.event),
        content: calendarText(content.event, head.company, {
          organizer: { name: sender.name, email: sender.address },
          attendee: { name: reader.name || reader.address, email: reader.address },
        }),
      },
    }),
  };
}

function linkOf({ bookingId }: Message, { link, linkText = "Open the link", hasPrivateLink }: Content, head: Letterhead): { href: string; text: string } | null {
  const path = hasPrivateLink && bookingId ? head.privateLink(bookingId) : link;
  return path === undefined ? null : { href: head.origin + path, text: linkText };
}

function textOf({ paragraphs, facts, link, company, choose }: Parameters<typeof htmlOf>[0]): string {
  const lines = facts.map(({ label, value }) => `${label}: ${value.replaceAll("\n", "\n  ")}`);
  return (
    [
      ...paragraphs,
      ...(lines.length > 0 ? [lines.join("\n")] : []),
      ...(link ? [`${link.text}:\n${link.href}`] : []),
      `-- \n${company}${choose ? `\nChoose what we write to you: ${choose}` : ""}`,
    ].join("\n\n") + "\n"
  );
}
