import { expect, test } from "vitest";
import { isTimeZone } from "./time.ts";
import { zoneOptions, zoneOptionsWith } from "./zones.ts";

const values = zoneOptions.map(({ value }) => value);

test("every zone on offer is one that the product accepts, named once", () => {
  expect(values.filter((zone) => !isTimeZone(zone))).toEqual([]);
  expect(new Set(values).size).toBe(values.length);
});

test("places go by the name they have now", () => {
  for (const zone of ["UTC", "Asia/Kathmandu", "Asia/Kolkata", "Europe/Kyiv", "Europe/Lisbon"]) expect(values).toContain(zone);
  for (const zone of ["Asia/Katmandu", "Asia/Calcutta", "Europe/Kiev"]) expect(values).not.toContain(zone);
});

test("a zone under a name that is not listed is still the one shown", () => {
  expect(zoneOptionsWith("US/Pacific")[0]).toEqual({ value: "US/Pacific", label: "US/Pacific" });
  expect(zoneOptionsWith("Europe/Lisbon")).toBe(zoneOptions);
});
