import fc from "fast-check";
import { expect, test } from "vitest";
import { cancelBooking } from "../cancel.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { addUser, book, monday, rowOf, testPractice, wipe } from "../testing.ts";
import { forget, toldOf } from "./testing.ts";

const correlationId = "request-3";
const owners = fc.array(fc.record({ hasAccount: fc.boolean(), hour: fc.integer({ min: 9, max: 16 }) }), { minLength: 1, maxLength: 3 }).map((all) => [...new Map(all.map((one) => [one.hour, one])).values()]);
const RUNS = { numRuns: 100 };

/** Appointments of several people; `which` is the one that is changed. */
async function appointments() {
  const practice = await testPractice();
  const boss = addUser(practice, "boss@example.com", "admin");
  const accounts = [0, 1, 2].map((n) => addUser(practice, `owner-${n}@example.com`));
  const make = async (of: { hasAccount: boolean; hour: number }[]) => {
    wipe(practice);
    const made = [];
    for (const [n, { hasAccount, hour }] of of.entries()) {
      const email = `attendee-${n}@example.com`;
      const { id } = await book(practice, { startMs: monday(hour), attendee: { name: `Person ${n}`, email, timeZone: "Europe/Lisbon" } }, hasAccount ? accounts[n]! : null);
      made.push({ id, readers: [email, ...(hasAccount ? [`owner-${n}@example.com`] : [])].sort() });
    }
    forget(practice);
    return made;
  };
  return { practice, boss, make };
}

test("Feature: calcom-booking-integration, Property 9: an administrator's change notifies the owner", async () => {
  // Validates: 2.4, 8.4
  const { practice, boss, make } = await appointments();
  const { app, ben } = practice;
  await fc.assert(
    fc.asyncProperty(owners, fc.nat(), fc.constantFrom("move", "edit", "reassign"), async (of, nth, kind) => {
      const made = await make(of);
      const { id, readers } = made[nth % made.length]!;
      if (kind === "move") await moveBooking(app, boss, id, { startMs: monday(16, 30), correlationId });
      if (kind === "edit") await editBooking(app, boss, id, { title: "Another title", version: rowOf(practice, id)!.version, correlationId });
      if (kind === "reassign") await reassignBooking(app, boss, id, { staffId: ben.id, correlationId });
      expect(toldOf(practice, id).map(({ to }) => to).sort()).toEqual(readers);
      expect(toldOf(practice, id).every((message) => message.kind === { move: "moved-by-desk", edit: "edited-by-desk", reassign: "reassigned" }[kind] && message.state === "queued")).toBe(true);
      expect(toldOf(practice)).toHaveLength(readers.length);
    }),
    RUNS,
  );
});

test("Feature: calcom-booking-integration, Property 10: an administrator's cancellation notifies the owner", async () => {
  // Validates: 2.5
  const { practice, boss, make } = await appointments();
  await fc.assert(
    fc.asyncProperty(owners, fc.nat(), fc.constantFrom("Closed that day", "Ana is ill"), async (of, nth, reason) => {
      const made = await make(of);
      const { id, readers } = made[nth % made.length]!;
      await cancelBooking(practice.app, boss, id, { reason, correlationId });
      await cancelBooking(practice.app, boss, id, { reason, correlationId });
      expect(toldOf(practice).map(({ to }) => to).sort()).toEqual(readers);
      for (const { kind, text } of toldOf(practice, id)) expect([kind, text]).toEqual(["cancelled-by-desk", expect.stringContaining(`Reason: ${reason}`)]);
    }),
    RUNS,
  );
});
