import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { serviceStaff } from "#db/schema/catalog.ts";
import { testPractice } from "#app/bookings/testing.ts";
import { writeCalcomSettings } from "#app/settings/calcom.server.ts";
import { keepMappingOf } from "./far-end-mapping.server.ts";
import { saysLength } from "./model.ts";
import { offering, servicesAt, staffFor } from "./queries.server.ts";

test("at Cal.com a service without its own type is booked through the default one, with its own length", async () => {
  const { app } = await testPractice();
  const { db } = app;
  const { branchId, serviceId, staffId } = db.select().from(serviceStaff).get()!;
  writing(db, (tx) => keepMappingOf(tx, "calcom", 1));
  expect(servicesAt(db, branchId)).toEqual([]);
  writing(db, (tx) => writeCalcomSettings(tx, app, { defaultEventTypeId: 77 }));
  expect(servicesAt(db, branchId).map(({ id }) => id)).toContain(serviceId);
  expect(staffFor(db, { branchId, serviceId })).toContainEqual(expect.objectContaining({ id: staffId, eventTypeId: 77, isDefaultType: true }));
  const found = offering(db, { branchId, serviceId, staffId })!;
  expect(found).toMatchObject({ eventTypeId: 77, isDefaultType: true });
  expect(saysLength(found)).toBe(true);
  db.update(serviceStaff).set({ calcomEventTypeId: 5 }).run();
  expect(offering(db, { branchId, serviceId, staffId })).toMatchObject({ eventTypeId: 5, isDefaultType: false });
});

test("in the embedded engine the default type is nobody's", async () => {
  const { app } = await testPractice();
  const { branchId, serviceId, staffId } = app.db.select().from(serviceStaff).get()!;
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { defaultEventTypeId: 77 }));
  app.db.update(serviceStaff).set({ calcomEventTypeId: null }).run();
  expect(offering(app.db, { branchId, serviceId, staffId })).toBeNull();
});
