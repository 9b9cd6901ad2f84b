import { expect, test } from "vitest";
import { testApp } from "#app/lib/testing.ts";
import { ask, documented, routeFiles } from "./testing.ts";

test("the document can be read by anybody and names the address it was asked at", async () => {
  const { status, data, headers } = await ask(testApp(), "GET", "/openapi.json");
  expect([status, headers.get("Content-Type")]).toEqual([200, "application/json"]);
  expect(data).toMatchObject({ openapi: "3.1.0", servers: [{ url: "http://localhost:3000/api/v1" }], components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } } });
});

test("every route is in it, and everything in it has a route", () => {
  const addresses = Object.keys(documented.paths as object).map((path) => `api/v1${path}`);
  const routes = routeFiles.filter((address) => address.startsWith("api/v1/") && !address.includes("openapi"));
  expect(routes.sort()).toEqual(addresses.sort());
});

test("every reference leads somewhere, and every name is used", () => {
  const text = JSON.stringify(documented);
  const referred = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name));
  expect([...referred].sort()).toEqual(Object.keys((documented.components as { schemas: object }).schemas).sort());
  expect(text).not.toContain("$defs");
});

test("booking fields have the fixed names", () => {
  const { Booking } = (documented.components as { schemas: Record<string, { properties: object; required: string[] }> }).schemas;
  const names = "id status syncState calcomUid startsAt endsAt timeZone title service staff branch attendee guests attendees location meetingUrl notes answers metadata cancellationReason paid source user createdAt updatedAt".split(" ");
  expect(Object.keys(Booking!.properties)).toEqual(names);
  expect(Booking!.required).toEqual(names);
});
