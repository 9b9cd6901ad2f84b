import { expect, test } from "vitest";
import { formState } from "./form-state.ts";

test("a fresh form shows its defaults and no errors", () => {
  const form = formState(undefined, { name: "Ana", "answers.allergies": "nuts" });
  expect([form.value("name"), form.value("answers.allergies"), form.value("email")]).toEqual(["Ana", "nuts", ""]);
  expect(form).toMatchObject({ formErrors: [], fieldErrors: [], refused: false });
  expect(form.error("name")).toBeUndefined();
});

test("a refused form shows what was typed, also what was emptied, and never the defaults again", () => {
  const form = formState({ status: "error", initialValue: { email: "bo@", answers: { allergies: "milk" } } }, { name: "Ana", email: "ana@example.com" });
  expect([form.value("name"), form.value("email"), form.value("answers.allergies")]).toEqual(["", "bo@", "milk"]);
  expect(form.refused).toBe(true);
});

test("errors are found by field, those of the whole form apart", () => {
  const form = formState({ status: "error", initialValue: {}, error: { "": ["Someone just took 10:00."], start: ["Taken", "Really"], name: null } });
  expect(form.formErrors).toEqual(["Someone just took 10:00."]);
  expect(form.fieldErrors).toEqual([{ name: "start", message: "Taken" }]);
  expect([form.error("start"), form.error("name")]).toEqual(["Taken", undefined]);
});

test("a field with several values keeps them all; one is a list of one", () => {
  const form = formState({ status: "error", initialValue: { guests: ["a@example.com", "b@example.com"], day: "monday" } });
  expect([form.values("guests"), form.values("day"), form.values("none")]).toEqual([["a@example.com", "b@example.com"], ["monday"], []]);
  expect(form.value("guests[1]")).toBe("b@example.com");
});
