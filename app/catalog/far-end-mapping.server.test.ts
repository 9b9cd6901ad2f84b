import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { calcomHostMappings, serviceStaff } from "#db/schema/catalog.ts";
import { testPractice } from "#app/bookings/testing.ts";
import { keepMappingOf } from "./far-end-mapping.server.ts";

const mapped = ({ db }: Awaited<ReturnType<typeof testPractice>>["app"]) => ({
  types: db.select({ id: serviceStaff.calcomEventTypeId }).from(serviceStaff).all().map(({ id }) => id),
  hosts: db.select().from(calcomHostMappings).all(),
});

test("at another far end no id of the first is used, and all come back with it", async () => {
  const { app } = await testPractice();
  const { db } = app;
  const before = mapped(app);
  expect(before.types.every((id) => id !== null)).toBe(true);
  expect(before.hosts.length).toBeGreaterThan(0);
  expect(writing(db, (tx) => keepMappingOf(tx, "calcom", 1))).toBe(true);
  expect(mapped(app)).toEqual({ types: before.types.map(() => null), hosts: [] });
  expect(writing(db, (tx) => keepMappingOf(tx, "calcom", 2))).toBe(false);
  db.update(serviceStaff).set({ calcomEventTypeId: 900_001 }).run();
  writing(db, (tx) => keepMappingOf(tx, "embedded", 3));
  expect(mapped(app)).toEqual(before);
  writing(db, (tx) => keepMappingOf(tx, "calcom", 4));
  expect(mapped(app).types).toEqual(before.types.map(() => 900_001));
});

test("a database without the note is known by its ids", async () => {
  const { app } = await testPractice();
  app.db.run("DELETE FROM settings WHERE key LIKE 'mapping.%'");
  writing(app.db, (tx) => keepMappingOf(tx, "calcom", 1));
  expect(mapped(app).types.every((id) => id === null)).toBe(true);
});
