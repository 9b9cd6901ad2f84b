import { afterEach, expect, test } from "vitest";
import { serveTest, type TestSite } from "./testing.ts";

let site: TestSite;
afterEach(() => site.stop());

interface Case {
  says: string;
  headers: (host: string) => string[];
  method?: string;
  status: number;
}

const COOKIE = "Cookie: session=abc";

const CASES: Case[] = [
  { says: "our own Origin passes", headers: (host) => [COOKIE, `Origin: http://${host}`], status: 200 },
  { says: "our own Origin passes whatever X-Forwarded-Host says", headers: (host) => [COOKIE, `Origin: http://${host}`, "X-Forwarded-Host: evil.example"], status: 200 },
  { says: "TLS that ends at a proxy leaves the scheme open", headers: (host) => [COOKIE, `Origin: https://${host}`], status: 200 },
  { says: "a foreign Origin is refused", headers: () => [COOKIE, "Origin: https://evil.example"], status: 403 },
  { says: "a foreign Origin is refused without a cookie too", headers: () => ["Origin: https://evil.example"], status: 403 },
  { says: "a foreign Origin is refused whatever Sec-Fetch-Site says", headers: () => ["Origin: https://evil.example", "Sec-Fetch-Site: same-origin"], status: 403 },
  { says: "a foreign Origin is refused whatever X-Forwarded-Host says", headers: () => ["Origin: https://evil.example", "X-Forwarded-Host: evil.example"], status: 403 },
  { says: "another port is another origin", headers: () => [COOKIE, "Origin: http://127.0.0.1:1"], status: 403 },
  { says: "our host in front of theirs is foreign", headers: (host) => [COOKIE, `Origin: http://${host}.evil.example`], status: 403 },
  { says: "our host as a user name is foreign", headers: (host) => [COOKIE, `Origin: http://${host}@evil.example`], status: 403 },
  { says: "an Origin with a path is malformed", headers: (host) => [COOKIE, `Origin: http://${host}/`], status: 403 },
  { says: "an Origin of another scheme is malformed", headers: (host) => [COOKIE, `Origin: ftp://${host}`], status: 403 },
  { says: "an Origin that is no URL is malformed", headers: () => [COOKIE, "Origin: not an origin"], status: 403 },
  { says: "two Origins are malformed", headers: (host) => [COOKIE, `Origin: http://${host}`, "Origin: https://evil.example"], status: 403 },
  { says: "an empty Origin is malformed", headers: () => [COOKIE, "Origin:"], status: 403 },
  { says: "a null Origin is refused", headers: () => [COOKIE, "Origin: null"], status: 403 },
  { says: "a null Origin is refused without a cookie", headers: () => ["Origin: null"], status: 403 },
  { says: "a null Origin from another site is refused", headers: () => [COOKIE, "Origin: null", "Sec-Fetch-Site: cross-site"], status: 403 },
  { says: "a null Origin from a sister site is refused", headers: () => [COOKIE, "Origin: null", "Sec-Fetch-Site: same-site"], status: 403 },
  { says: "a null Origin from our own page passes", headers: () => [COOKIE, "Origin: null", "Sec-Fetch-Site: same-origin"], status: 200 },
  { says: "no Origin and no cookie passes", headers: () => [], status: 200 },
  { says: "no Origin with a cookie is refused", headers: () => [COOKIE], status: 403 },
  { says: "no Origin with a cookie from our own page passes", headers: () => [COOKIE, "Sec-Fetch-Site: same-origin"], status: 200 },
  { says: "no Origin with a cookie from another site is refused", headers: () => [COOKIE, "Sec-Fetch-Site: cross-site"], status: 403 },
  { says: "no Origin with a cookie typed into the address bar is refused", headers: () => [COOKIE, "Sec-Fetch-Site: none"], status: 403 },
  { says: "Referer does not stand in for Origin", headers: (host) => [COOKIE, `Referer: http://${host}/book`], status: 403 },
  { says: "a foreign Referer does not spoil our Origin", headers: (host) => [COOKIE, `Origin: http://${host}`, "Referer: https://evil.example/"], status: 200 },
  { says: "reading needs no Origin", headers: () => [COOKIE], method: "GET", status: 200 },
  { says: "reading is never refused for its Origin", headers: () => [COOKIE, "Origin: https://evil.example"], method: "GET", status: 200 },
  ...["PUT", "PATCH", "DELETE"].map((method) => ({ says: `${method} is checked like POST`, headers: () => [COOKIE, "Origin: https://evil.example"], method, status: 403 })),
];

test.each(CASES)("$says", async ({ headers, method = "POST", status }) => {
  let handled = 0;
  site = await serveTest({ handle: async () => new Response(`handled ${++handled}`) });
  const answered = await site.raw([`${method} /book HTTP/1.1`, `Host: ${site.host}`, "Connection: close", "Content-Length: 0", ...headers(site.host), "", ""].join("\r\n"));
  expect(answered).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(handled).toBe(status === 200 ? 1 : 0);
});

const OPENED_BY_A_TOKEN = [
  { opened: "/api/v1/bookings", beside: ["/api/v1/../../book", "/api/v1/%2e%2e/x", "/api/v1", "/api/v10/x", "/API/V1/x"] },
  { opened: "/unsubscribe/t0ken", beside: ["/unsubscribe", "/unsubscribe/", "/unsubscribe/a/b", "/unsubscribe/../sign-out", "/unsubscribe/%2e%2e", "/notifications/t0ken", "/x/unsubscribe/t0ken"] },
];
const FROM_ELSEWHERE = ["Origin: https://evil.example", "Origin: null", COOKIE];

test.each(OPENED_BY_A_TOKEN.flatMap((each) => FROM_ELSEWHERE.map((header) => ({ ...each, header }))))("at $opened only a token opens anything, so $header does not matter", async ({ opened, beside, header }) => {
  const seen: (string | null)[] = [];
  site = await serveTest({ handle: async ({ headers }) => (seen.push(headers.get("origin")), new Response("ok")) });
  const post = (path: string) => site.raw([`POST ${path} HTTP/1.1`, `Host: ${site.host}`, "Connection: close", "Content-Length: 0", header, "", ""].join("\r\n"));
  expect(await post(opened)).toMatch(/^HTTP\/1.1 200/);
  expect(seen).toEqual([site.url]);
  for (const path of beside) expect(await post(path), path).toMatch(/^HTTP\/1.1 403/);
});

test("behind a proxy the Origin must be APP_URL's, and what Remix compares agrees", async () => {
  const seen: (string | null)[][] = [];
  site = await serveTest({
    proxy: { appUrl: "https://desk.example", trustProxy: false },
    handle: async ({ headers }) => {
      seen.push([headers.get("origin"), headers.get("host"), headers.get("x-forwarded-host")]);
      return new Response("ok");
    },
  });
  const post = (...headers: string[]) => site.raw(["POST / HTTP/1.1", "Host: inner:3000", "Connection: close", "Content-Length: 0", COOKIE, ...headers, "", ""].join("\r\n"));
  expect(await post("Origin: https://desk.example", "X-Forwarded-Host: wrong.example")).toMatch(/^HTTP\/1.1 200/);
  expect(await post("Origin: null", "Sec-Fetch-Site: same-origin")).toMatch(/^HTTP\/1.1 200/);
  expect(await post("Origin: http://desk.example")).toMatch(/^HTTP\/1.1 403/);
  expect(await post("Origin: http://inner:3000")).toMatch(/^HTTP\/1.1 403/);
  expect(seen).toEqual([
    ["https://desk.example", "desk.example", null],
    ["https://desk.example", "desk.example", null],
  ]);
});

test("a refused form is answered with a page, a refused program with the JSON envelope", async () => {
  site = await serveTest({});
  const foreign = { method: "POST", headers: { origin: "https://evil.example" } };
  const page = await fetch(`${site.url}/book`, foreign);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await page.text()).toContain("nothing was changed");
  const json = await fetch(`${site.url}/api/other`, foreign);
  expect(await json.json()).toMatchObject({ success: false, code: "FOREIGN_ORIGIN", errors: {} });
});
