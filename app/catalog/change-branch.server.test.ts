import { expect, test } from "vitest";
import { offeringsFor, testPractice } from "#app/bookings/testing.ts";
import { branchPage } from "./branches-page.server.ts";
import { changeBranch } from "./change-branch.server.ts";
import { branchById } from "./queries.server.ts";

const by = { actor: "admin:boss", source: "admin" } as const;

test("a branch that moves house takes the event types of its services along, and keeps its words where nothing is said", async () => {
  const practice = await testPractice();
  const { app, db, lisbon, consultation, ana } = practice;
  const { version } = branchPage(app, lisbon.id);
  changeBranch(app, by, lisbon.id, { change: { address: "Rua Nova 1", email: "lisbon@example.com" }, version });
  expect(branchById(db, lisbon.id)).toMatchObject({ address: "Rua Nova 1", email: "lisbon@example.com", arrivalNotes: "Ring twice." });
  app.gateway.forget();
  const [{ eventTypeId } = { eventTypeId: 0 }] = offeringsFor(practice, consultation, lisbon, ana.id);
  expect(JSON.stringify(db.$client.prepare("SELECT settings FROM engine_event_types WHERE id = ?").get(eventTypeId))).toContain("Rua Nova 1");
  expect(() => changeBranch(app, by, lisbon.id, { change: { name: "Mine" }, version })).toThrow("Somebody else changed this");
  expect(() => changeBranch(app, by, lisbon.id, { change: { slug: "new-york" }, version: branchPage(app, lisbon.id).version })).toThrow("This short name is already in use");
});
