import { connect } from "node:net";
import type { APIRequestContext } from "@playwright/test";
import { book } from "./support/booking.ts";
import { expect, test } from "./support/test.ts";
import { openDetails, timesAddress } from "./support/times.ts";

const TIMES = timesAddress({ service: "deep-tissue-massage" });
const strange = ["", "x", "2026-W99", "2026-W54", "0000-W01", "9999-W52", "-1", "1e9", "null", "../..", "%00", "2026-W10'--", "💥", "a".repeat(5_000)];

const NOWHERE = [
  "/nothing",
  "/book?branch=atlantis",
  "/book?service=nothing",
  "/book/nothing?branch=lisbon-alcantara",
  "/book/physiotherapy?branch=atlantis",
  "/book/physiotherapy?branch=lisbon-alcantara&staff=nobody",
  "/book/physiotherapy?branch=lisbon-alcantara&staff=aylin-demir",
  "/book/nothing/details",
  "/booking/not-a-token",
  "/booking/not-a-token/cancel",
  "/booking/not-a-token/reschedule",
  "/set-password/not-a-token",
  "/setup",
  "/setup?token=not-a-token",
  "/assets/nothing.js",
];

test("An address that leads nowhere is a page that says so", async ({ page }) => {
  for (const path of NOWHERE) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("main")).not.toContainText(/error:|stack|at \w+ \(/i);
  }
});

test("Nonsense in week, zone, duration, month, start and page is the default, never a failure", async ({ request }) => {
  for (const name of ["week", "zone", "duration", "month", "start", "page"]) {
    for (const value of strange) {
      expect([200, 414, 431], `${name}=${value.slice(0, 20)}`).toContain(await statusOf(request, `${TIMES}&${new URLSearchParams({ [name]: value })}`));
      expect([200, 414, 431], `details ${name}=${value.slice(0, 20)}`).toContain(await statusOf(request, `/book/physiotherapy/details?branch=lisbon-alcantara&${new URLSearchParams({ [name]: value })}`));
    }
  }
});

test("A calendar file that is not there says so in words, not as the server's failure", async ({ request }) => {
  const answer = await request.get("/booking/not-a-token.ics", { headers: { Accept: "text/html" } });
  expect(answer.status()).toBe(404);
  expect(await answer.text()).not.toContain("Unexpected Server Error");
});

test("Nonsense in the portal's filters is the default", async ({ request, baseURL }) => {
  const signedIn = await request.post("/sign-in", { form: { email: "user@frontdesk.test", password: "frontdesk-demo" }, headers: { Origin: baseURL ?? "" } });
  expect(signedIn.status()).toBe(200);
  for (const name of ["tab", "q", "service", "staff", "branch", "from", "to", "cursor"]) {
    for (const value of strange) {
      for (const list of ["/bookings", "/bookings.csv"]) {
        expect([200, 414, 431], `${list} ${name}=${value.slice(0, 20)}`).toContain(await statusOf(request, `${list}?${new URLSearchParams({ [name]: value })}`));
      }
    }
  }
  for (const id of ["nothing", "%00", "..%2F..", "a".repeat(500)]) expect([400, 404]).toContain(await statusOf(request, `/bookings/${id}`));
});

test("A form from another site changes nothing", async ({ page, request }) => {
  const { address } = await book(page, { service: "physiotherapy" });
  const foreign: Record<string, string>[] = [{ Origin: "https://evil.example" }, { Origin: "null" }, { Origin: "garbage", "Sec-Fetch-Site": "cross-site" }];
  for (const headers of foreign) {
    expect((await request.post(`${address}/cancel`, { form: { reason: "mischief" }, headers })).status()).toBe(403);
  }
  await page.reload();
  await expect(page.locator("[data-booking]")).toHaveAttribute("data-status", "confirmed");
});

test("Bodies that are too large or make no sense are refused", async ({ page, request }) => {
  await openDetails(page, { service: "physiotherapy" });
  const address = page.url();
  const headers = { Origin: new URL(address).origin };
  const post = async (data: string | Buffer, type: string) => (await request.post(address, { data, headers: { ...headers, "Content-Type": type } })).status();
  expect(await post("name=" + "a".repeat(12_000_000), "application/x-www-form-urlencoded")).toBe(413);
  for (const [data, type] of [
    ['{"name":1}', "application/json"],
    ["--x\r\nnonsense", "multipart/form-data; boundary=x"],
    ["name=1", "multipart/form-data"],
    ["%E0%A4%A", "application/x-www-form-urlencoded"],
    ["start=2026-01-01T10:00:00Z&start=2026-01-02T10:00:00Z&name[]=1&answers.__proto__=1", "application/x-www-form-urlencoded"],
    ["", "text/plain"],
    [Buffer.from([0xff, 0xfe, 0x00]).toString("latin1"), "application/octet-stream"],
  ] as const) {
    const status = await post(data, type);
    expect(status, `${type}: ${data}`).toBeGreaterThanOrEqual(400);
    expect(status, `${type}: ${data}`).toBeLessThan(500);
  }
});

test("What is not HTTP does not bring the server down", async ({ request, baseURL }) => {
  const { hostname, port } = new URL(baseURL ?? "");
  for (const line of ["GET /\x00 HTTP/1.1\r\n\r\n", "nonsense\r\n\r\n", "GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET //evil.example/..%2f HTTP/1.1\r\nHost: \r\n\r\n"]) {
    const told = await new Promise<string>((resolve) => {
      let said = "";
      const socket = connect(Number(port), hostname, () => socket.end(line));
      socket.on("data", (chunk) => (said += chunk)).on("close", () => resolve(said)).on("error", () => resolve(said));
    });
    expect(told, line).not.toMatch(/^HTTP\/1\.1 5/);
  }
  expect((await request.get("/healthz")).status()).toBe(200);
});

async function statusOf(request: APIRequestContext, path: string): Promise<number> {
  return (await request.get(path)).status();
}
