import { expect, test } from "vitest";
import { auditEvents } from "#db/schema/records.ts";
import { freeTimes } from "#app/availability/free-times.server.ts";
import { addPerson } from "#app/catalog/add-person.server.ts";
import { addService } from "#app/catalog/add-service.server.ts";
import { officeHours } from "#app/catalog/hours-form.ts";
import { offersPage, OffersForm, type OfferKind } from "#app/catalog/offers-page.server.ts";
import { byEventTypeId, staffFor } from "#app/catalog/queries.server.ts";
import { NewServiceForm, NEW_SERVICE } from "#app/catalog/service-form.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import type { AppError } from "#app/lib/errors.ts";
import { book, monday, offeringsFor, rowsOf, testPractice, type Practice } from "../testing.ts";
import { saveOffers } from "./save-offers.server.ts";

const by = { actor: "admin:boss", source: "admin" } as const;

function save({ app }: Practice, kind: OfferKind, id: string, change: (chosen: string[]) => string[], more: { seen?: string; version?: string } = {}) {
  const { chosen, version } = offersPage(app, kind, id);
  saveOffers(app, by, kind, id, OffersForm.parse({ chosen: change(chosen), version, ...more }));
}

const free = async (practice: Practice, offerings: Parameters<typeof freeTimes>[1]["offerings"]) =>
  (await freeTimes(practice.app, { offerings, durationMinutes: 30, startMs: monday(9), endMs: monday(17) })).times.length;

test("a new service is booked with whoever is said to do it, from the same moment on, and a new person likewise", async () => {
  const practice = await testPractice();
  const { app, lisbon, ana } = practice;
  const yoga = addService(app, by, NewServiceForm.parse({ ...NEW_SERVICE, name: "Yoga", notice: "0" }));
  save(practice, "services", yoga.id, () => [`${lisbon.id} ${ana.id}`, `${lisbon.id} nobody`]);
  expect(await free(practice, offeringsFor(practice, yoga, lisbon, ana.id))).toBe(16);
  const dora = await addPerson(app, by, { name: "Dora", email: "dora@example.com" }, officeHours("Europe/Lisbon"));
  save(practice, "staff", dora.id, () => [`${lisbon.id} ${yoga.id}`]);
  expect(await free(practice, offeringsFor(practice, yoga, lisbon, dora.id))).toBe(16);
  expect(offersPage(app, "services", yoga.id).chosen).toEqual([`${lisbon.id} ${ana.id}`, `${lisbon.id} ${dora.id}`]);
  await expect(addPerson(app, by, { name: "Dora again", email: "dora@example.com" }, officeHours("Europe/Lisbon"))).rejects.toMatchObject({ fields: { email: "Somebody in the catalogue has this address." } });
});

test("who no longer does something is listed with their appointments first, and those stay what they are", async () => {
  const practice = await testPractice();
  const { app, db, consultation, lisbon, ana } = practice;
  const { id } = await book(practice);
  const before = rowsOf(practice);
  const [{ eventTypeId }] = offeringsFor(practice, consultation, lisbon, ana.id) as [Offering];
  const without = (chosen: string[]) => chosen.filter((value) => value !== `${lisbon.id} ${ana.id}`);
  let refusal: AppError | undefined;
  try {
    save(practice, "services", consultation.id, without);
  } catch (error) {
    refusal = error as AppError;
  }
  expect(refusal).toMatchObject({ message: "1 appointment is with somebody who would no longer do this", lookAt: { items: [{ href: `/admin/bookings/${id}` }] } });
  const { version } = offersPage(app, "services", consultation.id);
  save(practice, "services", consultation.id, without, { seen: refusal!.lookAt!.token });
  expect(staffFor(db, { branchId: lisbon.id, serviceId: consultation.id }).map(({ name }) => name)).toEqual(["Ben Reis"]);
  expect(rowsOf(practice)).toEqual(before);
  expect(byEventTypeId(db, eventTypeId)).toMatchObject({ service: { name: "Consultation" }, staff: { name: "Ana Costa" } });
  expect(() => save(practice, "services", consultation.id, (chosen) => chosen, { version })).toThrow("Somebody else changed this");
  // Through the event type it had.
  save(practice, "services", consultation.id, (chosen) => [...chosen, `${lisbon.id} ${ana.id}`]);
  expect(offeringsFor(practice, consultation, lisbon, ana.id)).toMatchObject([{ eventTypeId }]);
  expect(app.db.select().from(auditEvents).all().map(({ action }) => action).slice(-2)).toEqual(["no longer offered", "offered"]);
});
