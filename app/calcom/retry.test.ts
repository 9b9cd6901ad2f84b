import { expect, test } from "vitest";
import { askedWaitMs } from "./retry.ts";
import { NOON } from "./testing.ts";

const asked = (status: number, headers: Record<string, string>) => askedWaitMs({ status, headers: new Headers(headers) }, NOON);

test("a reset is seconds remaining or an epoch in seconds or milliseconds, under any name", () => {
  expect(asked(429, { "X-RateLimit-Reset-Default": "17" })).toBe(17_000);
  expect(asked(429, { "X-RateLimit-Reset-Custom": String(NOON / 1_000 + 17) })).toBe(17_000);
  expect(asked(429, { "X-RateLimit-Reset-Default": String(NOON + 17_000) })).toBe(17_000);
});

test("Retry-After is seconds or a date, and the longest wait counts", () => {
  expect(asked(429, { "Retry-After": "5", "X-RateLimit-Reset-Default": "2" })).toBe(5_000);
  expect(asked(503, { "Retry-After": new Date(NOON + 9_000).toUTCString() })).toBe(9_000);
});

test("nonsense and the past ask for no wait", () => {
  expect(asked(503, { "Retry-After": "soon" })).toBe(0);
  expect(asked(503, { "Retry-After": "-3" })).toBe(0);
  expect(asked(429, { "X-RateLimit-Reset-Default": String(NOON / 1_000 - 60) })).toBe(0);
});

test("a limit that names no time that can be read is a minute", () => {
  for (const headers of [{}, { "X-RateLimit-Reset-Default": "soon" }, { "Retry-After": "-3" }]) expect(asked(429, headers as Record<string, string>)).toBe(60_000);
});

test("the limit's headers on an ordinary fault ask for nothing", () => {
  expect(asked(500, { "X-RateLimit-Reset-Default": "50" })).toBe(0);
  expect(asked(503, { "X-RateLimit-Reset-Default": "50" })).toBe(0);
});
