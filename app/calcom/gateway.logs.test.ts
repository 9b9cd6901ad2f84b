import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError, statusOf } from "#app/lib/errors.ts";
import { CalcomError } from "./errors.ts";
import { overTheNetwork } from "./far-ends.ts";
import { everyCall, farEnd, json, KEY, networkError, refusal } from "./testing.ts";

const text = fc.string({ maxLength: 60 });
const fault = fc.oneof(
  fc.tuple(fc.integer({ min: 400, max: 599 }), text).map(([status, message]) => () => refusal(status, message)),
  fc.tuple(fc.integer({ min: 400, max: 599 }), fc.jsonValue()).map(([status, body]) => () => json(status, body)),
  fc.tuple(fc.integer({ min: 200, max: 599 }).filter((status) => status !== 204 && status !== 205 && status !== 304), text).map(([status, page]) => () => new Response(`<${page}`, { status })),
  fc.constantFrom("ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "UND_ERR_SOCKET").map((code) => () => Promise.reject(networkError(code))),
  fc.constant(() => Promise.reject("not an error at all")),
);

test("Feature: calcom-booking-integration, Property 16: gateway errors are logged and standardised", async () => {
  // Validates: 5.3
  const correlation = fc.stringMatching(/^[\w-]{1,20}$/);
  const name = fc.constantFrom(...Object.keys(everyCall).filter((each) => each !== "getReservation" && each !== "releaseSlot"));
  await fc.assert(
    fc.asyncProperty(name, fault, fc.boolean(), correlation, async (call, answer, isCareful, correlationId) => {
      const { gateway, lines, requests } = farEnd(answer, isCareful ? { profile: overTheNetwork(120) } : {});
      const error: unknown = await everyCall[call]!(gateway).catch((reason: unknown) => reason);

      expect(error).toBeInstanceOf(AppError);
      const { code, status, cause, message } = error as AppError;
      expect(status).toBe(statusOf[code]);
      expect(cause).toBeInstanceOf(CalcomError);
      expect(message).toMatch(/^[A-Z].*\.$/);

      const last = lines.at(-1)!;
      expect(last).toMatchObject({ level: "error", message: "Cal.com call failed", fields: { cause: { code: (cause as CalcomError).code, message: (cause as CalcomError).message } } });
      expect(lines.slice(0, -1).every(({ level }) => level === "warn")).toBe(true);
      expect(lines).toHaveLength(requests.length);
      expect(JSON.stringify(lines)).not.toContain(KEY);

      lines.length = 0;
      await gateway.getBooking("bk_41", { correlationId }).catch(() => {});
      const ofThisCall = lines.filter(({ fields }) => "path" in fields);
      expect(ofThisCall.length).toBeGreaterThan(0);
      expect(ofThisCall.every(({ fields }) => fields.correlationId === correlationId)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
