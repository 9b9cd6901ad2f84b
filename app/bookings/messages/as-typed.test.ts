import { expect, onTestFinished, test } from "vitest";
import { readCalendar } from "#app/notifications/calendar-reader.testing.ts";
import { mailCarrier } from "#app/notifications/mail-carrier.server.ts";
import { sendDue } from "#app/notifications/send.server.ts";
import { startSmtpServer } from "#app/notifications/smtp-server.testing.ts";
import { smtpMailer } from "#app/notifications/smtp.server.ts";
import { personFields } from "../forms/details-form.ts";
import { book, testPractice } from "../testing.ts";

const attendee = (name: string) => ({ name, email: "maria@example.com", timeZone: "Europe/Lisbon" });
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** What somebody sees who opens the HTML: a line for each block. */
function seen(html: string): string {
  const text = html.slice(html.indexOf("<body")).replace(/\n?<br>|\n/g, "").replace(/<\/(p|h1|td|div)>/g, "\n").replace(/<[^>]*>/g, "");
  return text.replace(/&([a-z#0-9]+);/g, (_, name: string) => ENTITIES[name]!);
}

/** Books, sends over a mail server, and reads what arrived with libraries that had no part in it: the mail of whoever takes it, and the customer's. */
async function arrived(name: string, notes: string) {
  const practice = await testPractice();
  await book(practice, { notes, attendee: attendee(name) });
  const smtp = await startSmtpServer();
  onTestFinished(() => smtp.stop());
  await sendDue(practice.app, mailCarrier(practice.app, smtpMailer(smtp.url), { from: "Desk <desk@desk.example>", origin: "https://desk.example", privateLink: () => "/booking/x" }));
  const read = (address: string) => {
    const mail = smtp.mails.find(({ recipients }) => recipients.join() === address)!;
    const [entry, attached] = mail.attachments.map(({ content }) => content as string);
    expect(attached).toBe(entry);
    for (const line of entry!.split(/\r?\n/)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    return { ...mail, text: mail.text!, seen: seen(mail.html!), html: mail.html!, names: mail.headers.map(({ key }) => key), entry: readCalendar(entry!)[0]! };
  };
  expect(smtp.mails).toHaveLength(2);
  return { ana: read("ana@example.com"), maria: read("maria@example.com") };
}

const HEBREW = "משה בן־דוד";
const ARABIC = "مريم ٱلزهراء";

test.each([
  ["10,000 letters", "Maria", "word ".repeat(2_000).trimEnd()],
  ["10,000 units of emoji", "Zoë 👩‍👩‍👧", "👩‍👩‍👧 ".repeat(1_111).trim()],
  ["lines, spaces and signs", 'Zoë "Q" <a@b.example>, \\; Ltd', "one\n\n.\n..two   three\nFrom here\n=3D &amp; <b>bold</b> {customer}\n-- \nTo: x\\n;,"],
  ["Hebrew", HEBREW, `${HEBREW}, +351 912 345 678\nPlease ring ${HEBREW}!`],
  ["Arabic", ARABIC, `${ARABIC} (10:00)`.repeat(400)],
])("what was typed arrives as it was typed, in text, HTML and the calendar: %s", async (_, name, notes) => {
  const typed = { name: personFields.name.parse(name), notes: personFields.notes.parse(notes)! };
  expect(typed).toEqual({ name, notes });
  const { ana, maria } = await arrived(name, notes);
  const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");
  expect(plain(ana.subject!)).toBe(`New: ${name}, Mon 23 Nov, 10:00`);
  expect(plain(ana.text)).toContain(`${name} booked Consultation with you.`);
  expect(ana.text.replaceAll("\n  ", "\n")).toContain(`\nNotes: ${notes}\nWhere: `);
  expect(ana.seen).toContain(`\nNotes\n${notes}\n`);
  expect(ana.entry).toMatchObject({ summary: `${name}: Consultation`, description: expect.stringMatching(/^Consultation with Ana Costa, 30 minutes\nRing twice\.\nmaria@example\.com\n/) as string });
  expect(ana.entry.description.endsWith(`\n${notes}`)).toBe(true);
  expect(maria.to).toEqual([{ name, address: "maria@example.com" }]);
});

test("a name that runs from right to left turns neither the sentence round nor the time behind it", async () => {
  const { ana } = await arrived(HEBREW, "");
  expect(ana.subject).toBe(`New: \u2068${HEBREW}\u2069, Mon 23 Nov, 10:00`);
  expect(ana.text).toContain(`\u2068${HEBREW}\u2069 booked Consultation with you.`);
  expect(ana.html).toContain(`dir="auto"><bdi>${HEBREW}</bdi> booked Consultation with you.</p>`);
  expect(ana.html).toContain(`<div dir="auto">${HEBREW}</div><div dir="auto">maria@example.com</div>`);
});

test("a name that would begin headers, lines of a calendar or facts is one line, wherever it came from", async () => {
  const name = "Maria\r\nBcc: all@example.com\r\n\r\nEND:VEVENT\nWhere: My place\u0000\u0007\ud800";
  const line = "Maria Bcc: all@example.com END:VEVENT Where: My place";
  expect(personFields.name.parse(name.slice(0, -3))).toBe(line);
  const { ana, maria } = await arrived(name, "bell \u0007, nothing \u0000, half \ud83d a character, line\ronly");
  for (const { bcc, names } of [ana, maria]) expect([bcc, names]).toEqual([undefined, ["auto-submitted", "from", "to", "subject", "message-id", "date", "mime-version", "content-type"]]);
  expect(maria.to).toMatchObject([{ name: expect.stringContaining(line) as string, address: "maria@example.com" }]);
  expect(ana.subject).toMatch(new RegExp(`^New: ${line}.*, Mon 23 Nov, 10:00$`));
  expect(ana.text).toMatch(new RegExp(`^${line}.* booked Consultation with you\\.$`, "m"));
  expect(ana.entry.summary).toMatch(new RegExp(`^${line}.*: Consultation$`));
  for (const said of [ana.text, ana.seen, ana.entry.description]) {
    expect(said).toMatch(/bell , nothing , half \ufffd+ a character, line\n *only/);
    expect(said).not.toMatch(/[\0\x07]/);
  }
});
