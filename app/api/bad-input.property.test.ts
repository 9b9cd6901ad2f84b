import fc from "fast-check";
import { expect, test } from "vitest";
import { addUser, rowsOf, testPractice } from "#app/bookings/testing.ts";
import { ask, tokenOf } from "./testing.ts";

const RUNS = { numRuns: 300 };

const text = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.constantFrom("consultation", "lisbon", "ana-costa", "__proto__", "constructor", "2026-11-23T10:00:00Z", "9999-12-31", "1e999", "\0", "\ud800", "null"));
const value = fc.oneof({ depthSize: "small" }, text, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(null, true, 0, -1, 1e308, [], {}));
const named = (...names: string[]) => fc.dictionary(fc.oneof(fc.constantFrom(...names, "__proto__", "toString"), text), value, { maxKeys: 8 });
const bookBody = fc.oneof(value, named("service", "branch", "staff", "start", "duration", "attendee", "guests", "notes", "answers"), fc.record({ service: fc.constant("fitting"), start: text, attendee: named("name", "email", "phone", "timeZone"), guests: value, notes: value, answers: named("size", "age") }, { requiredKeys: ["service"] }));
const moveBody = fc.oneof(value, named("start", "reason"));

/** Held against the document by `ask`, so an answer that is no envelope fails there. */
async function desk() {
  const practice = await testPractice();
  const token = tokenOf(practice.app, addUser(practice, "maria@example.com").userId);
  return { practice, ask: (method: string, path: string, body?: string) => ask(practice.app, method, path, { token, body }) };
}

test("no body makes the API fail, and none that is wrong leaves a trace", async () => {
  const { practice, ask } = await desk();
  const asked = fc.oneof(fc.tuple(fc.constant("/bookings"), bookBody), fc.tuple(fc.constantFrom("/bookings/nothing/reschedule", "/bookings/nothing/cancel"), moveBody));
  await fc.assert(
    fc.asyncProperty(asked, async ([path, body]) => {
      const { status, data } = await ask("POST", path, JSON.stringify(body));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(Object.values(data.errors as Record<string, string[]>).flat()).not.toContain("Invalid input");
    }),
    RUNS,
  );
  expect(rowsOf(practice)).toEqual([]);
});

test("no address makes the API fail", async () => {
  const { ask } = await desk();
  const names = fc.constantFrom("calcomUid", "status", "from", "to", "q", "limit", "cursor", "service", "branch", "staff", "duration", "__proto__");
  const search = fc.array(fc.tuple(names, fc.oneof(text, fc.constantFrom("n.1.x", "b.-1.x", "0", "2026-11-23", "0000-01-01", "+275760-09-13"))), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("/bookings", "/slots", "/services", "/staff", "/branches"), search, async (path, pairs) => {
      const { status } = await ask("GET", `${path}?${new URLSearchParams(pairs)}`);
      expect([200, 422]).toContain(status);
    }),
    RUNS,
  );
});
