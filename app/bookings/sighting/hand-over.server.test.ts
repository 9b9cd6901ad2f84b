import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { operations } from "#db/schema/bookings.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { importRow, monday, testPractice, TEST_NOW, type Practice } from "../testing.ts";
import { mergeBookings } from "./links.server.ts";

type Kind = (typeof operations.$inferInsert)["kind"];
type State = (typeof operations.$inferInsert)["state"];

function ask({ app, db }: Practice, bookingId: string, kind: Kind, state: State) {
  return db.insert(operations).values({ id: newId(app.random), requestId: newId(app.random), bookingId, kind, state, payload: {}, actor: "system:test", createdAt: TEST_NOW }).returning().get().id;
}

/** What is asked of the row that stays and of the one that goes, and the states in which the latter end. */
const cases: { there: [Kind, State][]; asked: [Kind, State][]; states: State[] }[] = [
  { there: [], asked: [["cancel", "open"]], states: ["open"] },
  { there: [], asked: [["move", "open"], ["cancel", "waiting"]], states: ["open", "waiting"] },
  { there: [["move", "open"]], asked: [["cancel", "open"]], states: ["waiting"] },
  { there: [["cancel", "open"]], asked: [["cancel", "open"]], states: ["refused"] },
  { there: [["cancel", "open"]], asked: [["edit", "open"]], states: ["waiting"] },
  { there: [["move", "open"]], asked: [["reassign", "failed"]], states: ["failed"] },
];

test.each(cases)("$asked of a row that goes, with $there of the one that stays", async ({ there, asked, states }) => {
  const practice = await testPractice();
  const [kept, gone] = [importRow(practice), importRow(practice, { startsAt: monday(12) })];
  for (const [kind, state] of there) ask(practice, kept.id, kind, state);
  const ids = asked.map(([kind, state]) => ask(practice, gone.id, kind, state));
  expect(writing(practice.db, (tx) => mergeBookings(tx, practice.app, [kept.id, gone.id]))).toBe(kept.id);
  const after = ids.map((id) => practice.db.select().from(operations).where(eq(operations.id, id)).get()!);
  expect(after.map(({ bookingId, state }) => ({ bookingId, state }))).toEqual(states.map((state) => ({ bookingId: kept.id, state })));
});

test("what is settled stays with the history of the row that goes", async () => {
  const practice = await testPractice();
  const [kept, gone] = [importRow(practice), importRow(practice, { startsAt: monday(12) })];
  const id = ask(practice, gone.id, "cancel", "done");
  writing(practice.db, (tx) => mergeBookings(tx, practice.app, [kept.id, gone.id]));
  expect(practice.db.select().from(operations).where(eq(operations.id, id)).get()).toMatchObject({ bookingId: gone.id, state: "done" });
});
