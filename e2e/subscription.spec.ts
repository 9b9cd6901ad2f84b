import { book } from "./support/booking.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

test("A calendar subscribed to needs no session, is sent once, and ends with its address", async ({ page, playwright, baseURL }) => {
  const program = await playwright.request.newContext({ baseURL });
  // Others look at the customer's pages at the same time.
  await signIn(page, "admin@frontdesk.test");
  const { startsAt } = await book(page, { service: "physiotherapy", visitor: { name: "Helena Brandt", email: "admin@frontdesk.test" } });
  await page.getByRole("link", { name: "Your calendar" }).click();
  await page.getByRole("button", { name: "Make the address" }).click();
  const address = await page.locator(".address code").innerText();
  const first = await program.get(address);
  expect(first.status()).toBe(200);
  expect(first.headers()).toMatchObject({ "content-type": "text/calendar; charset=utf-8", "cache-control": "private, no-cache", vary: "Accept-Encoding" });
  expect(first.headers()["set-cookie"]).toBeUndefined();
  expect(await first.text()).toContain(`DTSTART:${startsAt.replace(/[-:]|\.000/g, "")}`);
  const etag = first.headers()["etag"] ?? "";
  const again = await program.get(address, { headers: { "If-None-Match": etag } });
  expect([again.status(), await again.text(), again.headers()["etag"]]).toEqual([304, "", etag]);
  const head = await program.head(address);
  expect([head.status(), await head.text(), head.headers()["etag"], head.headers()["last-modified"]]).toEqual([200, "", etag, first.headers()["last-modified"]]);
  expect((await program.post(address)).status()).toBe(405);
  await page.getByRole("button", { name: "Replace the address" }).click();
  await expect(page.locator(".address code")).not.toHaveText(address);
  expect((await program.get(address)).status()).toBe(404);
  const renewed = await page.locator(".address code").innerText();
  expect((await program.get(renewed)).status()).toBe(200);
  await page.getByRole("button", { name: "Turn it off" }).click();
  expect((await program.get(renewed)).status()).toBe(404);
  await expect(page.getByRole("button", { name: "Make the address" })).toBeVisible();
});
