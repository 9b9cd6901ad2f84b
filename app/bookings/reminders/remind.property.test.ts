import fc from "fast-check";
import { expect, test } from "vitest";
import { notifications } from "#db/schema/records.ts";
import { reminders } from "#db/schema/reminders.ts";
import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { contentOf } from "#app/notifications/message.ts";
import { ChoicesForm } from "#app/auth/message-choices.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { cancelBooking } from "../cancel.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { addUser, besides, book, monday, rowOf, temporaryFile, testPractice, wipe, TEST_NOW } from "../testing.ts";
import { writtenOffsets } from "#app/settings/reminder-input.ts";
import { chooseMessages } from "./choose.server.ts";
import { remindDue } from "./remind.server.ts";
import { remindersIn } from "./testing.ts";

const USUAL = [1_440, 60];
const graceOf = (offset: number) => Math.min(2 * HOUR_MS, (offset * MINUTE_MS) / 4);
const ZONES = ["Europe/Lisbon", "Asia/Kathmandu", "America/New_York"];

const slot = fc.integer({ min: 0, max: 13 }).map((half) => monday(9, half * 30));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("book" as const), startMs: slot, zone: fc.constantFrom(...ZONES) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("move" as const), which: fc.nat(5), startMs: slot }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("edit" as const), which: fc.nat(5) }) },
  // Times of one's own that come soon after they were chosen, or what is usual.
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("choose" as const), which: fc.nat(5), inMinutes: fc.option(fc.uniqueArray(fc.integer({ min: -5, max: 100 }), { maxLength: 3 }), { freq: 4 }) }) },
  // The server looks every second; one that was away looks late.
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("look" as const), looks: fc.integer({ min: 1, max: 3 }) }) },
);
const life = fc.array(fc.tuple(step, fc.constantFrom(0, 1, 10, 30, 60, 90, 300, 1_380)), { minLength: 4, maxLength: 30 });

/** What is promised of one appointment: its time, since when, and of which reminders it was already told or could not be. */
interface Promised {
  startMs: number;
  sinceMs: number;
  zone: string;
  isLive: boolean;
}

function wallTime(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);
}

test("whatever is booked, moved, cancelled, edited and chosen, and however late the server looks, each reminder is sent once, in time and with the right local time, or not at all", async () => {
  const practice = await testPractice({ file: temporaryFile() });
  const other = besides(practice);
  const viewer = addUser(practice, "boss@example.com", "admin");
  const maria = addUser(practice, "maria@example.com");
  const choose = (offsets: number[] | null) => chooseMessages(practice.app, maria.userId, ChoicesForm.parse({ mail: ["reminder"], offsets: offsets ? writtenOffsets(offsets) : "", pause: "none" }));
  const refused = (error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    return null;
  };
  const name = (id: string, startMs: number, offset: number) => `${id} ${startMs} ${offset}`;
  await fc.assert(
    fc.asyncProperty(life, async (steps) => {
      practice.time.nowMs = TEST_NOW + 48 * HOUR_MS;
      wipe(practice, other);
      practice.db.delete(notifications).run();
      const promised = new Map<string, Promised>();
      const expected: string[] = [];
      let [offsets, chosenMs] = [USUAL, practice.time.nowMs];
      choose(null);
      const look = (looks: number) => {
        const nowMs = practice.time.nowMs;
        for (let n = 0; n < looks; n += 1) {
          // A few at a time, as the loop does it, until none is due.
          while (remindDue(n % 2 === 0 ? practice.app : other.app) > 0) continue;
        }
        for (const [each, { startMs, sinceMs, isLive }] of promised) {
          for (const offset of offsets) {
            const dueMs = startMs - offset * MINUTE_MS;
            const isDue = isLive && dueMs > Math.max(sinceMs, chosenMs) && dueMs <= nowMs && nowMs <= dueMs + graceOf(offset);
            if (isDue && !expected.includes(name(each, startMs, offset))) expected.push(name(each, startMs, offset));
          }
        }
      };
      for (const [one, minutes] of steps) {
        practice.time.nowMs += minutes * MINUTE_MS;
        const nowMs = practice.time.nowMs;
        const id = "which" in one ? [...promised.keys()][one.which % Math.max(1, promised.size)] : undefined;
        const known = id === undefined ? undefined : promised.get(id);
        if (one.kind === "book") {
          const made = await book(practice, { startMs: one.startMs, attendee: { name: "Maria", email: "maria@example.com", timeZone: one.zone } }).catch(refused);
          if (made) promised.set(made.id, { startMs: one.startMs, sinceMs: nowMs, zone: one.zone, isLive: true });
        } else if (one.kind === "look") {
          look(one.looks);
        } else if (one.kind === "choose" && known) {
          // What was due until now goes by what was chosen until now.
          look(1);
          const leftMinutes = Math.floor((known.startMs - nowMs) / MINUTE_MS);
          const own = one.inMinutes && one.inMinutes.map((minutes) => leftMinutes - minutes).filter((offset) => offset >= 15 && offset <= 10_080);
          choose(own);
          [offsets, chosenMs] = [own ?? USUAL, nowMs];
        } else if (id !== undefined && known) {
          const change = { correlationId: "request-1" };
          if (one.kind === "move") await moveBooking(practice.app, viewer, id, { startMs: one.startMs, ...change }).catch(refused);
          if (one.kind === "cancel") await cancelBooking(practice.app, viewer, id, change).catch(refused);
          if (one.kind === "edit") await editBooking(practice.app, viewer, id, { notes: `at ${nowMs}`, version: rowOf(practice, id)!.version, ...change }).catch(refused);
          const row = rowOf(practice, id)!;
          if (row.startsAt !== known.startMs) promised.set(id, { ...known, startMs: row.startsAt, sinceMs: nowMs });
          promised.get(id)!.isLive = row.status !== "cancelled";
        }
      }
      const written = remindersIn(practice).filter(({ state }) => state === "queued");
      expect(written.map((row) => name(row.bookingId!, contentOf(row).reminder!.startsAt, contentOf(row).reminder!.offsetMinutes)).sort()).toEqual([...expected].sort());
      for (const row of written) {
        const { reminder, facts } = contentOf(row);
        const own = promised.get(row.bookingId!)!;
        expect(facts!.find(({ label }) => label === "When")!.value).toContain(wallTime(reminder!.startsAt, "Europe/Lisbon"));
        if (own.zone !== "Europe/Lisbon") expect(facts!.find(({ label }) => label === "Your clock")!.value).toContain(wallTime(reminder!.startsAt, own.zone));
      }
      practice.db.delete(reminders).run();
    }),
    { numRuns: 100 },
  );
  other.db.$client.close();
});
