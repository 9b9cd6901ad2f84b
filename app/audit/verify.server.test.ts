import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { testApp } from "#app/lib/testing.ts";
import { historyOf } from "./history.server.ts";
import { recordEvent } from "./record.server.ts";
import { brokenLink } from "./verify.server.ts";

function recorded(count: number) {
  const app = testApp();
  for (let n = 1; n <= count; n += 1) {
    writing(app.db, (tx) => recordEvent(tx, app, { subjectType: "booking", subjectId: "b", actor: "guest", action: `step ${n}`, source: "web", data: { name: `Maria ${n}` } }));
  }
  return app;
}

/** What somebody does who owns the file: the triggers go first. */
function tamper(sql: string) {
  const app = recorded(4);
  app.db.$client.exec(`DROP TRIGGER audit_events_no_delete; DROP TRIGGER audit_events_no_change; ${sql}`);
  return brokenLink(app.db);
}

test("an untouched history is whole, and so is an empty one", () => {
  expect(brokenLink(recorded(0).db)).toBeNull();
  expect(brokenLink(recorded(4).db)).toBeNull();
});

test.each([
  ["altered action", "UPDATE audit_events SET action = 'other' WHERE seq = 2", 2],
  ["altered time", "UPDATE audit_events SET at = at + 1 WHERE seq = 3", 3],
  ["altered values", "UPDATE audit_events SET data = '{\"name\":\"Eva\"}' WHERE seq = 2", 2],
  ["removed event", "DELETE FROM audit_events WHERE seq = 2", 2],
  ["removed first event", "DELETE FROM audit_events WHERE seq = 1", 1],
  ["removed last event", "DELETE FROM audit_events WHERE seq = 4", 4],
  ["two events in each other's place", "UPDATE audit_events SET seq = -1 WHERE seq = 2; UPDATE audit_events SET seq = 2 WHERE seq = 3; UPDATE audit_events SET seq = 3 WHERE seq = -1", 2],
])("an %s breaks the chain there", (_, sql, seq) => {
  expect(tamper(sql)).toBe(seq);
});

test("erasing personal values leaves the chain whole and the history readable", () => {
  const app = recorded(3);
  app.db.$client.exec("UPDATE audit_events SET data = NULL, salt = NULL WHERE seq = 2");
  expect(brokenLink(app.db)).toBeNull();
  expect(historyOf(app.db, "b").map(({ action, data }) => [action, data])).toEqual([["step 3", { name: "Maria 3" }], ["step 2", {}], ["step 1", { name: "Maria 1" }]]);
});

test("an event whose transaction fails leaves no gap", () => {
  const app = recorded(2);
  expect(() => writing(app.db, (tx) => {
    recordEvent(tx, app, { subjectType: "booking", subjectId: "b", actor: "guest", action: "lost", source: "web" });
    throw new Error("rolled back");
  })).toThrow("rolled back");
  writing(app.db, (tx) => recordEvent(tx, app, { subjectType: "booking", subjectId: "b", actor: "guest", action: "kept", source: "web" }));
  expect(brokenLink(app.db)).toBeNull();
});

test.each([
  "DELETE FROM audit_events",
  "UPDATE audit_events SET action = 'other'",
  "UPDATE audit_events SET data = '{}'",
  "UPDATE audit_events SET data = NULL",
  "UPDATE audit_events SET hash = 'x', data = NULL, salt = NULL",
])("the database itself refuses: %s", (sql) => {
  expect(() => recorded(2).db.$client.exec(sql)).toThrow("audit_append_only");
});
