import fc from "fast-check";
import { expect, test } from "vitest";
import { editConflict, type SingleField } from "./edit-conflict.ts";

const FIELDS: SingleField[] = ["title", "name", "email", "phone", "location", "notes"];
const text = fc.constantFrom("", "a", "b", "two\nlines");
const values = fc.record(Object.fromEntries(FIELDS.map((field) => [field, text])) as Record<SingleField, typeof text>);

test("what both changed stays as typed with theirs beside it, what they alone changed is theirs, and what one typed alone is no conflict", () => {
  fc.assert(
    fc.property(values, values, values, (was, now, typed) => {
      const { values: shown, conflicts } = editConflict({ was, now, typed });
      for (const field of FIELDS) {
        const conflict = conflicts.find((one) => one.field === field);
        const [theirs, yours] = [now[field] !== was[field], typed[field] !== was[field]];
        expect(shown[field]).toBe(theirs && !yours ? now[field] : typed[field]);
        expect(conflict).toEqual(theirs ? { field, was: was[field], theirs: now[field], yours: yours ? typed[field] : null } : undefined);
      }
    }),
    { numRuns: 200 },
  );
});

test("a form's own line breaks are no change, and of a form that does not say what it was drawn with everything typed is kept", () => {
  const same = { title: "T", name: "N", email: "", phone: "", location: "", notes: "one\ntwo" };
  expect(editConflict({ was: { ...same, notes: "one\r\ntwo" }, now: same, typed: { ...same, notes: "one\r\ntwo " } }).conflicts).toEqual([]);
  const { values: shown, conflicts } = editConflict({ was: {}, now: same, typed: { ...same, name: "Mine" } });
  expect(shown.name).toBe("Mine");
  expect(conflicts).toEqual([{ field: "name", was: null, theirs: "N", yours: "Mine" }]);
});
