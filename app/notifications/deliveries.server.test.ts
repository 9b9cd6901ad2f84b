import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { deliveriesPage, messagesOf } from "./deliveries.server.ts";
import type { Answer } from "./carrier.ts";
import type { Content } from "./message.ts";
import { MessageFilters } from "./filters.ts";
import { enqueueMail } from "./outbox.server.ts";
import { withSealedLink } from "./one-time.server.ts";
import { resend } from "./resend.server.ts";
import { mailCarrier } from "./mail-carrier.server.ts";
import { sendDue } from "./send.server.ts";

function desk() {
  const time = { nowMs: TEST_NOW };
  const app = testApp({ clock: () => time.nowMs });
  let answer: Answer = { outcome: "taken", answer: "250 queued" };
  const write = (payload: Partial<Content> = {}, recipient: string | null = "maria@example.com") =>
    writing(app.db, (tx) => enqueueMail(tx, app, { kind: "booked", recipient, bookingId: "booking-1", payload: { subject: "Booked", text: "One.", ...payload } }));
  const send = (next: Answer = answer) => ((answer = next), sendDue(app, mailCarrier(app, async () => answer, { from: "desk@example.com", origin: "https://desk.example", privateLink: () => "/" })));
  const stateOf = (id: string) => app.db.select().from(notifications).where(eq(notifications.id, id)).get()!.state;
  return { app, time, write, send, stateOf };
}

const refused: Answer = { outcome: "refused", reason: "The mail server refused it: 550 gone", answer: "550 gone" };
const later: Answer = { outcome: "later", reason: "The mail server asked to try later: 451 busy", answer: "451 busy", isDown: false };

test("each message says what became of it and why", async () => {
  const { app, time, write, send } = desk();
  write({ subject: "First" });
  await send();
  write({ subject: "Second" });
  await send(refused);
  write({ subject: "Third" });
  await send(later);
  write({ subject: "Fourth" }, null);
  const page = deliveriesPage(app, MessageFilters.parse({}));
  expect(page.messages.map(({ subject, standing, detail, mayResend }) => [subject, standing.replace(/\d\d:\d\d$/, "…"), detail, mayResend])).toEqual([
    ["Fourth", "Not sent", "No e-mail address is known.", false],
    ["Third", "Tried once; next Fri 20 Nov, …", "The mail server asked to try later: 451 busy", true],
    ["Second", "Failed Fri 20 Nov, …", "The mail server refused it: 550 gone", true],
    ["First", "Sent Fri 20 Nov, …", "250 queued", true],
  ]);
  expect(page).toMatchObject({ counts: { sent: 1, failed: 1, retrying: 1, suppressed: 1 }, sends: false, older: null });
  expect(deliveriesPage(app, MessageFilters.parse({ to: "MARIA@", kind: "booked", channel: "mail", from: "2026-11-20", until: "2026-11-20" }))).toMatchObject({ counts: { sent: 1, failed: 1, retrying: 1 }, messages: [{}, {}, {}] });
  for (const none of [{ to: "a%b" }, { kind: "moved" }, { channel: "sms" }, { from: "2026-11-21" }, { until: "2026-11-19" }]) expect(deliveriesPage(app, MessageFilters.parse(none))).toMatchObject({ messages: [], counts: {} });
  expect(deliveriesPage(app, MessageFilters.parse({ state: "failed" })).messages.map(({ subject }) => subject)).toEqual(["Second"]);
  time.nowMs += MINUTE_MS;
  const timeline = messagesOf(app, "booking-1", { zone: "UTC", hourCycle: 24 }).map(({ what }) => what);
  expect(timeline).toEqual([
    "Mail: “Fourth”. Not sent. No e-mail address is known.",
    expect.stringMatching(/^Mail to maria@example.com: “Third”. Tried once; next Friday 20 November 2026, 10:0\d\. The mail server asked to try later: 451 busy$/),
    "Mail to maria@example.com: “Second”. Failed Friday 20 November 2026, 10:00. The mail server refused it: 550 gone",
    expect.stringMatching(/^Mail to maria@example.com: “First”. Sent Friday 20 November 2026, 10:00\./),
  ]);
});

test("the list goes on where the page before ended, also among messages of one moment", () => {
  const { app, write } = desk();
  for (let n = 0; n < 120; n += 1) write({ subject: `Number ${n}` });
  const seen: string[] = [];
  for (let before: string | undefined; ; ) {
    const page = deliveriesPage(app, MessageFilters.parse({ before }));
    seen.push(...page.messages.map(({ subject }) => subject));
    if (page.older === null) break;
    before = page.older;
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => `Number ${119 - n}`));
});

test("what failed begins anew, what was sent goes once more as a message of its own, however often that is asked", async () => {
  const { app, write, send, stateOf } = desk();
  const failed = write();
  await send(refused);
  expect([resend(app, failed, "x"), stateOf(failed)]).toEqual([failed, "queued"]);
  await send({ outcome: "taken", answer: "250 queued" });
  expect(stateOf(failed)).toBe("sent");
  expect([resend(app, failed, "again-1"), resend(app, failed, "again-2")]).toEqual(["again-1", null]);
  await send();
  expect([stateOf(failed), stateOf("again-1")]).toEqual(["sent", "sent"]);
  expect(app.db.select().from(notifications).all()).toHaveLength(2);
});

test("a link that works once is not sent twice, and nobody is written to who was not to be", async () => {
  const { app, write, send } = desk();
  const secret = write(withSealedLink(app, { subject: "A new password", text: "Here it is.", link: "/set-password/token" }));
  await send();
  const suppressed = write({}, null);
  expect([resend(app, secret, "x"), resend(app, suppressed, "y"), resend(app, "unknown", "z")]).toEqual([null, null, null]);
});
