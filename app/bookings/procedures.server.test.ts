import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#app/lib/testing.ts";
import { guestLink } from "./guest-link.server.ts";
import { guestOfBooking, viewerOfBooking } from "./procedures.server.ts";
import { book, testPractice } from "./testing.ts";

const form = z.object({ start: z.string() });
const byLink = guestOfBooking.input({ form }).mutation(async ({ ctx }) => redirect(`/seen/${ctx.guest.bookingId}`));
const byId = viewerOfBooking.input({ form }).mutation(async () => redirect("/seen"));

/** Without what the form needs unless `fields` bring it. */
async function statusOf(answer: Promise<unknown>) {
  const settled = (await answer.catch((error: unknown) => error)) as Response & { init?: { status: number } };
  return settled.init?.status ?? settled.status;
}

const post = (context: ActionFunctionArgs["context"], params: Record<string, string>, fields: Record<string, string> = {}) => ({
  request: new Request("http://localhost:3000/", { method: "POST", body: new URLSearchParams(fields) }),
  context,
  params,
});

test("an unknown private link is not found, whatever the form says, and a known one gets its form back", async () => {
  const { app, ...practice } = await testPractice();
  const { id } = await book({ app, ...practice });
  const context = testContext(app);
  expect(await statusOf(byLink(post(context, { token: "unknown" })))).toBe(404);
  expect(await statusOf(byLink(post(context, { token: "unknown" }, { start: "now" })))).toBe(404);
  const token = guestLink(app, id);
  expect(await statusOf(byLink(post(context, { token })))).toBe(422);
  expect(((await byLink(post(context, { token }, { start: "now" }))) as unknown as Response).headers.get("Location")).toBe(`/seen/${id}`);
});

test("whoever is not signed in is sent to do so before a booking is looked for", async () => {
  const { app } = await testPractice();
  expect(await statusOf(byId(post(testContext(app), { id: "unknown" })))).toBe(302);
});
