import { expect, test } from "vitest";
import { EditForm } from "./edit-form.ts";

const whole = { title: "Knee", name: "Maria Silva", email: "maria@example.com", phone: "+351 912 345 678", version: "3" };
const faultsOf = (form: object) => EditForm.safeParse(form).error?.issues.map(({ path }) => path.join("."));

test("an emptied field is allowed to be empty, but a way to reach the person must stay", () => {
  expect(EditForm.parse(whole)).toMatchObject({ version: 3, title: "Knee" });
  expect(faultsOf({ ...whole, phone: undefined })).toBeUndefined();
  expect(faultsOf({ ...whole, email: undefined })).toBeUndefined();
  expect(faultsOf({ ...whole, email: undefined, phone: undefined })).toEqual(["email"]);
});

test("a title is needed, and a version is a number", () => {
  expect(EditForm.safeParse({ ...whole, title: undefined }).error?.issues[0]).toMatchObject({ path: ["title"], message: "Please give the appointment a title." });
  expect(faultsOf({ ...whole, version: "x" })).toEqual(["version"]);
});
