import fc from "fast-check";
import { expect, test } from "vitest";
import { freeSlug, slugFrom } from "./slugs.ts";

test.each([
  ["Physiotherapy", "physiotherapy"],
  ["São João, 2nd floor", "sao-joao-2nd-floor"],
  ["Größe & Œuvre", "grosse-oeuvre"],
  ["Zażółć Łódź", "zazolc-lodz"],
  ["O’Brien's", "obriens"],
  ["北京", ""],
])("%s is written %s in an address", (name, slug) => {
  expect(slugFrom(name)).toBe(slug);
});

test("any name gives a slug that needs no escaping", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (name) => {
      expect(slugFrom(name)).toMatch(/^$|^[a-z0-9]+(-[a-z0-9]+)*$/);
    }),
    { numRuns: 200 },
  );
});

test("a taken slug is counted up, and a name of other scripts takes its kind's", () => {
  const taken = new Set(["massage", "massage-2", "person"]);
  const isTaken = (slug: string) => taken.has(slug);
  expect(freeSlug("Massage", "service", isTaken)).toBe("massage-3");
  expect(freeSlug("山田", "person", isTaken)).toBe("person-2");
  expect(freeSlug("Yoga", "service", isTaken)).toBe("yoga");
});
