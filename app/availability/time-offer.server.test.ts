import { expect, test } from "vitest";
import { book, monday, offeringsFor, testPractice, TEST_NOW } from "#app/bookings/testing.ts";
import { holdTime } from "#app/bookings/hold.server.ts";
import { timeOffer } from "./time-offer.server.ts";

test("a time that somebody took says so and offers what is free around it", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id);
  const asked = { offerings, durationMinutes: 30, zone: "Europe/Lisbon", withWhom: "Ana Costa", startMs: monday(10) };
  expect(await timeOffer(practice.app, asked)).toMatchObject({ isFree: true });
  await book(practice);
  const gone = await timeOffer(practice.app, asked);
  expect(gone).toMatchObject({ isFree: false, title: "Someone just took 10:00." });
  expect(gone.slots.map(({ label }) => label)).toEqual(["09:00", "09:30", "10:30", "11:00"]);
});

test("nobody is blamed for a time that was never on offer", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon);
  const asked = { offerings, durationMinutes: 30, zone: "Europe/Lisbon", withWhom: "anyone" };
  expect(await timeOffer(practice.app, { ...asked, startMs: monday(10, 7) })).toMatchObject({ isFree: false, title: "Mon 23 Nov, 10:07 is not free." });
  const past = await timeOffer(practice.app, { ...asked, startMs: TEST_NOW - 1 });
  expect(past).toMatchObject({ isFree: false, title: "That time has passed." });
  expect(past.slots).toHaveLength(4);
});

test("a time of another day says which day", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon);
  const { slots } = await timeOffer(practice.app, { offerings, durationMinutes: 30, zone: "Europe/Lisbon", withWhom: "anyone", startMs: monday(8) - 24 * 3_600_000 });
  expect(slots[0]?.label).toMatch(/^\w{3} \d+ Nov, \d\d:\d\d$/);
});

test("the visitor's own hold does not take the time from them", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id);
  const asked = { offerings, durationMinutes: 30, startMs: monday(10) };
  await holdTime(practice.app, { ...asked, holder: "mine" });
  const offer = (holder: string | null) => timeOffer(practice.app, { ...asked, holder, zone: "Europe/Lisbon", withWhom: "Ana Costa" });
  expect((await offer("mine")).isFree).toBe(true);
  expect((await offer(null)).isFree).toBe(false);
});
