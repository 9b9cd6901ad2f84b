import { expect, test } from "vitest";
import { redirectWithFlash, takeFlash } from "./flash.server.ts";

const requestWith = (cookie?: string | null) => new Request("http://localhost:3000/", { headers: cookie ? { Cookie: cookie } : {} });
const cookieOf = (value: unknown) => `fd_flash=${encodeURIComponent(btoa(JSON.stringify(value)))}`;

test("a message goes along with a redirect, is shown once and is gone then", async () => {
  const answer = (await redirectWithFlash("/bookings/7", { tone: "success", text: "Moved to 14:30, see you then" })) as unknown as Response;
  expect(answer.status).toBe(302);
  expect(answer.headers.get("Location")).toBe("/bookings/7");
  const setCookie = answer.headers.get("Set-Cookie") as string;
  expect(setCookie).toMatch(/^fd_flash=[^;]+; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/);

  const responseHeaders = new Headers();
  expect(await takeFlash(requestWith(setCookie.split(";")[0]), responseHeaders)).toEqual({ tone: "success", text: "Moved to 14:30, see you then" });
  expect(responseHeaders.get("Set-Cookie")).toMatch(/^fd_flash=[^;]*; Max-Age=0;/);
});

test("words of any language survive the cookie", async () => {
  const text = "Terça-feira, 14:30 → 15:00 ✓ 予約";
  const answer = (await redirectWithFlash("/", { tone: "info", text })) as unknown as Response;
  expect(await takeFlash(requestWith(answer.headers.get("Set-Cookie")?.split(";")[0]), new Headers())).toEqual({ tone: "info", text });
});

test("without a message nothing is shown and no cookie is touched", async () => {
  const responseHeaders = new Headers();
  expect(await takeFlash(requestWith(), responseHeaders)).toBeNull();
  expect([...responseHeaders]).toEqual([]);
});

test("a cookie somebody else made up is not shown", async () => {
  for (const cookie of ["fd_flash=x", "fd_flash=%%%", cookieOf("text"), cookieOf({ tone: "evil", text: "x" }), cookieOf({ tone: "info", text: "x".repeat(501) })]) {
    expect(await takeFlash(requestWith(cookie), new Headers())).toBeNull();
  }
});
