import { expect, test } from "vitest";
import { addUser, testPractice } from "../testing.ts";
import type { SavedViewForm } from "./saved-view-form.ts";
import { changeSavedViews, savedViewsOf } from "./saved-views.server.ts";

async function desk() {
  const practice = await testPractice();
  const [one, other] = ["one", "other"].map((name) => addUser(practice, `${name}@example.com`, "admin") as never) as [never, never];
  const change = (viewer: never, form: Partial<SavedViewForm>) => changeSavedViews(practice.app, viewer, { intent: "keep", id: "", name: "Mine", query: "", ...form });
  return { views: (viewer: never) => savedViewsOf(practice.app, viewer), change, one, other };
}

test("a view is kept with its filters and without the page one was on, and replaced under the same name", async () => {
  const { views, change, one, other } = await desk();
  expect(change(one, { query: "q=ana&status=pending&status=confirmed&cursor=abc&sort=size&evil=1" })).toBe("/admin/bookings?q=ana&status=pending&status=confirmed");
  expect(views(one)).toMatchObject([{ name: "Mine", href: "/admin/bookings?q=ana&status=pending&status=confirmed" }]);
  change(one, { query: "source=api" });
  expect(views(one)).toMatchObject([{ name: "Mine", href: "/admin/bookings?source=api" }]);
  expect(views(other)).toEqual([]);
});

test("views are renamed and deleted by whose they are, and two never share a name", async () => {
  const { views, change, one, other } = await desk();
  change(one, { name: "First" });
  change(one, { name: "Second", query: "q=bo" });
  const [first, second] = views(one);
  expect(() => change(one, { intent: "rename", id: second!.id, name: "First" })).toThrow("has this name");
  expect(() => change(other, { intent: "delete", id: first!.id })).toThrow("no such view");
  expect(change(one, { intent: "rename", id: second!.id, name: "Third" })).toBe("/admin/bookings?q=bo");
  expect(change(one, { intent: "delete", id: first!.id })).toBeNull();
  expect(views(one).map(({ name }) => name)).toEqual(["Third"]);
});
