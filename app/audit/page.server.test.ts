import fc from "fast-check";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { createAccount } from "#app/auth/accounts.server.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { eventsCsv } from "./csv.ts";
import { ACTORS, AuditFilters, SOURCES, SUBJECTS } from "./filters.ts";
import { auditPage, exportEvents } from "./page.server.ts";
import { recordEvent, type AuditEvent } from "./record.server.ts";

const asked = (search: Record<string, unknown> = {}) => AuditFilters.parse(search);

function recorded(events: Partial<AuditEvent>[]) {
  const app = testApp();
  writing(app.db, (tx) => {
    for (const event of events) recordEvent(tx, app, { subjectType: "booking", subjectId: "b1", actor: "guest", action: "booked", source: "web", ...event });
  });
  return app;
}

const numbers = (app: ReturnType<typeof testApp>, search: Record<string, unknown>) => auditPage(app, asked(search)).events.map(({ seq }) => seq);

test("an event tells who, what and what was there before", async () => {
  const app = testApp();
  const ana = await createAccount(app, { email: "ana@example.com", name: "Ana", role: "admin", password: "correct horse" }, TEST_NOW);
  writing(app.db, (tx) => recordEvent(tx, app, { subjectType: "service", subjectId: "s", actor: `admin:${ana}`, action: "changed", source: "admin", data: { before: { name: "Massage", notice: 60 }, after: { name: "Deep massage", notice: 60 }, reason: "clearer" } }));
  expect(auditPage(app, asked()).events[0]).toMatchObject({
    who: "Ana (administrator)",
    subject: "Service",
    action: "changed",
    at: "20 Nov 2026, 10:00",
    values: [{ name: "name", was: "Massage", is: "Deep massage" }, { name: "reason", was: null, is: "clearer" }],
  });
});

test("an erased event stands in the list and says so", () => {
  const app = recorded([{ data: { name: "Maria" } }]);
  app.db.$client.exec("UPDATE audit_events SET data = NULL, salt = NULL");
  expect(auditPage(app, asked()).events).toMatchObject([{ seq: 1, isErased: true, values: [] }]);
});

test("an e-mail address finds what its owner did and what was done to them", async () => {
  const app = testApp();
  const ana = await createAccount(app, { email: "ana@example.com", name: "Ana", role: "user", password: "correct horse" }, TEST_NOW);
  writing(app.db, (tx) => {
    recordEvent(tx, app, { subjectType: "booking", subjectId: "b1", actor: `user:${ana}`, action: "booked", source: "web" });
    recordEvent(tx, app, { subjectType: "user", subjectId: ana, actor: "admin:other", action: "blocked", source: "admin" });
    recordEvent(tx, app, { subjectType: "booking", subjectId: "b2", actor: "guest", action: "booked", source: "web" });
  });
  expect(numbers(app, { q: "Ana@Example.com" })).toEqual([2, 1]);
  expect(numbers(app, { q: "nobody@example.com" })).toEqual([]);
});

test("dates are the company's, both inclusive, over its midnight", () => {
  const app = recorded([{ at: TEST_NOW }, { at: TEST_NOW + 13 * HOUR_MS }, { at: TEST_NOW + 14 * HOUR_MS }, { at: TEST_NOW + DAY_MS }]);
  expect(numbers(app, { from: "2026-11-20", to: "2026-11-20" })).toEqual([2, 1]);
  expect(numbers(app, { from: "2026-11-21" })).toEqual([4, 3]);
});

test("words of the action are words, not patterns", () => {
  const app = recorded([{ action: "create refused" }, { action: "100% done" }, { action: "booked" }]);
  expect(numbers(app, { q: "refused" })).toEqual([1]);
  expect(numbers(app, { q: "%" })).toEqual([2]);
  expect(numbers(app, { q: "_" })).toEqual([]);
});

test("whatever the filters, all pages together hold what a plain look finds, newest first, and so does the file", () => {
  const event = fc.record({ subjectType: fc.constantFrom(...SUBJECTS), subjectId: fc.constantFrom("a", "b"), actor: fc.constantFrom("guest", "user:1", "admin:1", "staff:1", "system:job", "user2:x"), source: fc.constantFrom(...SOURCES) });
  const maybe = <T,>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const filters = fc.record({ subject: maybe(SUBJECTS), subjectId: maybe(["a", "b"]), actor: maybe(ACTORS), source: maybe(SOURCES) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 130 }), filters, (events, wanted) => {
      const app = recorded(events);
      const plain = events
        .map((each, index) => ({ ...each, seq: index + 1 }))
        .filter((each) => (!wanted.subject || each.subjectType === wanted.subject) && (!wanted.subjectId || each.subjectId === wanted.subjectId) && (!wanted.source || each.source === wanted.source))
        .filter((each) => !wanted.actor || each.actor.split(":")[0] === wanted.actor)
        .map(({ seq }) => seq)
        .reverse();
      const paged: number[] = [];
      for (let before: number | undefined, more = true; more; ) {
        const page = auditPage(app, asked({ ...wanted, before }));
        paged.push(...page.events.map(({ seq }) => seq));
        more = page.older !== null;
        before = page.older ?? undefined;
      }
      expect(paged).toEqual(plain);
      expect([...exportEvents(app, asked(wanted))].map(({ seq }) => seq)).toEqual(plain);
      app.db.$client.close();
    }),
    { numRuns: 100 },
  );
});

test("a filter that is none falls back by itself", () => {
  expect(asked({ subject: "nonsense", actor: "guest", from: "soon", before: "-1", q: "" })).toEqual({ subject: undefined, subjectId: undefined, actor: "guest", source: undefined, q: "", from: undefined, to: undefined, before: undefined });
});

test("the file keeps a formula in a value from being one", () => {
  const app = recorded([{ action: "=1+1", data: { before: { title: "x" }, after: { title: "=HYPERLINK(1)" } } }]);
  expect([...eventsCsv(exportEvents(app, asked()))].join("")).toContain("'=1+1");
});
