import { expect, test } from "vitest";
import { testApp, testContext } from "#app/lib/testing.ts";
import { ensureVisitor, readVisitor } from "./visitor.server.ts";

const requestWith = (cookie?: string) => new Request("http://localhost:3000/book", { headers: cookie ? { Cookie: cookie } : {} });

test("looking around leaves no cookie; choosing does, and it is known again by it", async () => {
  const context = testContext(testApp());
  expect(await readVisitor(requestWith())).toBeNull();
  expect(context.responseHeaders.get("Set-Cookie")).toBeNull();

  const holder = await ensureVisitor(requestWith(), context);
  const setCookie = context.responseHeaders.get("Set-Cookie") as string;
  expect(setCookie).toMatch(/^fd_visitor=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
  const back = requestWith(setCookie.split(";")[0]);
  expect(await readVisitor(back)).toBe(holder);
  expect(await ensureVisitor(back, testContext(testApp()))).toBe(holder);
});

test("what the domain stores cannot be sent back as the cookie", async () => {
  const context = testContext(testApp(), { origin: "https://desk.example" });
  const holder = await ensureVisitor(requestWith(), context);
  const setCookie = context.responseHeaders.get("Set-Cookie") as string;
  expect(setCookie).toContain("; Secure;");
  expect(setCookie).not.toContain(holder);
  expect(await readVisitor(requestWith(`fd_visitor=${encodeURIComponent(btoa(JSON.stringify(holder)))}`))).toBeNull();
});

test("a cookie of another shape is replaced", async () => {
  for (const cookie of ["fd_visitor=x", "fd_visitor=%%%", `fd_visitor=${btoa(JSON.stringify({ id: 1 }))}`]) {
    const context = testContext(testApp());
    expect(await readVisitor(requestWith(cookie))).toBeNull();
    await ensureVisitor(requestWith(cookie), context);
    expect(context.responseHeaders.get("Set-Cookie")).toContain("fd_visitor=");
  }
});
