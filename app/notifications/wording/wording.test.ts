import fc from "fast-check";
import { expect, test } from "vitest";
import { auditEvents } from "#db/schema/records.ts";
import { testApp } from "#app/lib/testing.ts";
import { isolated } from "../bidi.ts";
import { compose } from "../compose.ts";
import type { Message } from "../message.ts";
import { plainText, sizeOf } from "../sms/segments.ts";
import { isTexted, smsText } from "../sms/wording.ts";
import { changeWording, restoreWording } from "./change.server.ts";
import { fill, filled } from "./fill.ts";
import { TypedWording, WordingDraft, WordingForm } from "./form.ts";
import { kindOf, KINDS, variablesOf, type MessageKind } from "./kinds.ts";
import { previewWording, wordingList, wordingPage } from "./page.server.ts";
import { smsWordingOf, usualSmsWording, usualWording, wordingOf } from "./stored.server.ts";

const by = { actor: "admin:boss", correlationId: "request-1" };
const kinds = Object.keys(KINDS) as MessageKind[];
const words = { subject: "See you {start}", text: "Dear {customer},\nplease bring a towel." };

/** What the form says of each field it refuses. */
function refusals(kind: MessageKind, form: object): Record<string, string> {
  const { error } = WordingForm(kind).safeParse({ ...usualWording(kind), ...(isTexted(kind) && { sms: usualSmsWording(kind) }), ...form });
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}

test("what every kind says by itself is a wording the form takes", () => {
  for (const kind of kinds) expect([kind, refusals(kind, {})]).toEqual([kind, {}]);
});

test.each([
  ["an unknown name", { text: "Dear {custommer}" }, "text", "{custommer} is not a value here. There are {appointment}, {service},"],
  ["a name of another kind", { subject: "{token}" }, "subject", "{token} is not a value here. There are {appointment},"],
  ["a name every object has", { text: "{constructor}" }, "text", "{constructor} is not a value here."],
  ["a name with spaces", { text: "At { start }" }, "text", "{ start } is not a name: names have no spaces. There are {appointment},"],
  ["a brace that is not closed", { text: "At {start" }, "text", "There is a { without its }."],
  ["a brace that was not opened", { sms: "{company}: start}" }, "sms", "There is a } without its {."],
  ["braces in braces", { text: "{{start}}" }, "text", "There is a { without its }."],
  ["a subject that may be empty", { subject: "{reason}" }, "subject", "{reason} may be empty, so it cannot stand in the subject."],
  ["an SMS that may begin with nothing", { sms: "{reason}\n{start}" }, "sms", "{reason} may be empty, so it cannot stand in the first line."],
  ["an SMS that begins with what nobody sees", { sms: "\u200b\n{start}" }, "sms", "The first line says nothing."],
  ["nothing", { text: " \r\n " }, "text", "Enter a text."],
  ["a long subject", { subject: "x".repeat(151) }, "subject", "Use at most 150 characters."],
  ["a long text", { text: "x".repeat(5_001) }, "text", "Use at most 5,000 characters."],
  ["a long SMS", { sms: "x".repeat(321) }, "sms", "Use at most 320 characters."],
])("%s is refused, and what is there instead is said", (_, form, field, message) => {
  expect(refusals("moved", form)).toEqual({ [field]: expect.stringContaining(message) as string });
});

test("an SMS that is of no use without its link must name it where it always goes", () => {
  const message = "The first line must name {link}: without it nobody can do what is asked.";
  expect([refusals("offered", { sms: "{company}: no.\n{link}" }), refusals("offered", { sms: "{link}" }), refusals("offered", { text: "{link}" }), refusals("moved", { sms: "{link}" })]).toEqual([{ sms: message }, {}, { text: expect.stringContaining("{link} is not a value") as string }, { sms: expect.stringContaining("{link} is not a value") as string }]);
});

test("line ends count once, and a subject is one line", () => {
  const lines = Array(200).fill("four").join("\r\n");
  expect(WordingForm("booked").parse({ subject: "One\r\nBcc: two", text: lines, sms: "a\r\nb" })).toEqual({ subject: "One Bcc: two", text: lines.replaceAll("\r\n", "\n"), sms: "a\nb" });
});

test("a change is kept and told to the history once, and the usual words are not kept", () => {
  const app = testApp();
  const events = () => app.db.select().from(auditEvents).all().map(({ subjectId, action, actor, data }) => ({ subjectId, action, actor, ...(JSON.parse(data!) as object) }));
  const usual = { ...usualWording("booked"), sms: usualSmsWording("booked") };
  changeWording(app, by, "booked", { ...words, sms: usual.sms });
  changeWording(app, by, "booked", { ...words, sms: usual.sms });
  expect(wordingOf(app.db, "booked")).toEqual(words);
  expect(smsWordingOf(app.db, "booked")).toBe(usual.sms);
  expect(wordingOf(app.db, "moved")).toEqual(usualWording("moved"));
  expect(events()).toEqual([{ subjectId: "wording booked mail", action: "wording changed", actor: "admin:boss", message: "booked", by: "mail", before: usualWording("booked"), after: words }]);
  const listed = () => wordingList(app).flatMap(({ kinds }) => kinds).filter(({ changed }) => changed.length > 0).map(({ kind, changed }) => [kind, changed]);
  changeWording(app, by, "booked", { ...words, sms: "{company}: {start}." });
  expect(listed()).toEqual([["booked", ["mail", "sms"]]]);
  restoreWording(app, by, "booked", "mail");
  restoreWording(app, by, "booked", "mail");
  restoreWording(app, by, "declined", "sms");
  expect(listed()).toEqual([["booked", ["sms"]]]);
  changeWording(app, by, "booked", usual);
  expect(listed()).toEqual([]);
  expect(events()).toHaveLength(4);
});

test("every kind is in the list once, and its preview leaves no name in braces", () => {
  const app = testApp();
  expect(wordingList(app).flatMap((group) => group.kinds.map(({ kind }) => kind)).sort()).toEqual([...kinds].sort());
  for (const kind of kinds) {
    const { preview, isSaved } = wordingPage(app, kind, WordingDraft.parse({}));
    expect([kind, isSaved, preview.problems, JSON.stringify(preview).match(/\{\w+\}/)]).toEqual([kind, true, [], null]);
    expect(preview.subject).not.toBe("");
    expect(preview.paragraphs).toHaveLength(kindOf(kind).text.split("\n").length);
  }
});

test("a preview shows what was typed with what is wrong with it, and says what an SMS costs", () => {
  const app = testApp();
  const draft = WordingDraft.parse({ subject: "Off {strat}", text: "{customer}\r\n{__proto__}", sms: `{company}: ${"long ".repeat(40)}` });
  const { preview, isSaved, written } = wordingPage(app, "booked", draft);
  expect([isSaved, written.subject]).toEqual([false, "Off {strat}"]);
  expect(preview).toMatchObject({ subject: "Off {strat}", paragraphs: ["Maria Silva", "{__proto__}"], problems: [expect.stringContaining("{strat}"), expect.stringContaining("{__proto__}")] });
  expect(preview.sms!.size).toBe("2 messages, each charged for, 210 characters.");
  expect(wordingPage(app, "booked", WordingDraft.parse({ sms: "Até já" })).preview.sms!.size).toMatch(/^One message, \d+ characters\. A character/);
  expect(wordingPage(app, "declined", WordingDraft.parse({ sms: "x" })).preview.sms).toBeNull();
  const emptied = previewWording(app, "booked", TypedWording.parse({ text: "長".repeat(5_000) }));
  expect(emptied).toMatchObject({ isSaved: false, preview: { subject: "", paragraphs: ["長".repeat(5_000)], problems: ["Enter a subject.", "Enter a text for SMS.", "The first line says nothing."] } });
});

const nasty = fc.oneof(fc.constantFrom("{company}", "{reason}", "$&", "<b>x</b>", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{start}}", "&amp;"), fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== ""));

test("whatever a value says, it is a value: neither a name in it nor a tag comes to anything", () => {
  const head = { company: "Desk", from: "desk@example.com", origin: "https://desk.example", privateLink: () => "/" };
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.record({ customer: nasty, reason: nasty, service: nasty }), (kind, values) => {
      const wording = { subject: "A {customer}", text: "B {reason} C\nD {service} E" };
      const said = fill(wording, values);
      expect(said).toEqual({ subject: `A ${isolated(values.customer)}`, text: `B ${isolated(values.reason)} C\nD ${isolated(values.service)} E` });
      const message = { id: "m", kind, channel: "mail", recipient: "maria@example.com", bookingId: null, payload: { ...said } } as unknown as Message;
      const { html } = compose(message, head);
      const plain = compose({ ...message, payload: fill(wording, { customer: "a", reason: "b", service: "c" }) } as unknown as Message, head);
      const tags = (text: string) => text.match(/<[a-z/!][^>]*>/gi)!.filter((tag) => !/^<(p |\/p|\/?bdi)/.test(tag));
      expect(tags(html)).toEqual(tags(plain.html));
    }),
    { numRuns: 100 },
  );
});

test("an SMS of any words the form takes always says its first line, and the rest only within one message", () => {
  const sentence = fc.array(fc.oneof(fc.constantFrom(...variablesOf("reminder").map((name) => `{${name}}`)), fc.constant("\u200b"), fc.string({ maxLength: 30 }).map((text) => text.replace(/[{}\r\n]/g, ""))), { maxLength: 4 }).map((parts) => parts.join(" "));
  fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 4 }), (sentences) => {
      const form = WordingForm("reminder").safeParse({ ...usualWording("reminder"), sms: sentences.join("\n") });
      fc.pre(form.success);
      const values = { company: "Desk", start: "Mon 10:00", when: "Monday", appointment: "Talk", service: "Talk", customer: "Maria", reference: "7K3M" };
      const first = plainText(filled(form.data!.sms!.split("\n")[0]!, values).replace(/([.!?…])\.$/, "$1"));
      const text = smsText(form.data!.sms!, values);
      expect(first).not.toBe("");
      expect(text.startsWith(first)).toBe(true);
      if (sizeOf(first).segments === 1) expect(sizeOf(text).segments).toBe(1);
    }),
    { numRuns: 100 },
  );
});
