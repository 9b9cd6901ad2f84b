import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "#app/lib/errors.ts";
import { CalcomError, calcomErrorOf, isOutcomeUnknown } from "./errors.ts";
import { overTheNetwork } from "./far-ends.ts";
import { everyCall, farEnd, json, networkError, READS, refusal, success, wireBookingExample } from "./testing.ts";

const patient = { attempts: 1, attemptMs: 10_000, totalMs: 10_000 };
const impatient = { attempts: 1, attemptMs: 5, totalMs: 5 };
const profile = { patience: { page: impatient, write: impatient, job: impatient } };
const callName = fc.constantFrom(...Object.keys(everyCall));

const body = fc.oneof(
  fc.json(),
  fc.string(),
  fc.constant(""),
  fc.constant("<!doctype html><html><body><h1>524: A timeout occurred</h1></body></html>"),
  fc.nat(120).map((length) => JSON.stringify({ status: "success", data: wireBookingExample() }).slice(0, length)),
  fc.record({ status: fc.constant("error"), error: fc.oneof(fc.string(), fc.jsonValue(), fc.record({ code: fc.string(), message: fc.jsonValue(), details: fc.jsonValue() })) }).map((each) => JSON.stringify(each)),
  fc.record({ statusCode: fc.nat(), message: fc.oneof(fc.string(), fc.array(fc.string())) }).map((each) => JSON.stringify(each)),
);

const failingEnd: fc.Arbitrary<() => Response | Promise<Response>> = fc.oneof(
  fc.tuple(fc.constantFrom(300, 301, 302, 307, 400, 401, 403, 404, 405, 408, 409, 418, 422, 429, 451, 498, 500, 502, 503, 504, 524, 599), body).map(
    ([status, text]) => () => new Response(text, { status }),
  ),
  // No answer of 200 with this in its body is a success of any call.
  fc.constantFrom("", "<html></html>", "null", "[]", '{"status":"error","error":{"message":"no"}}', '{"status":"success","data":"x', '{"data":7}').map(
    (text) => () => new Response(text, { status: 200 }),
  ),
  fc.constantFrom("ECONNREFUSED", "ENOTFOUND", "ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET", "CERT_HAS_EXPIRED").map((code) => () => {
    throw networkError(code);
  }),
  fc.anything().map((thrown) => () => {
    throw thrown;
  }),
  fc.constant(() => new Promise<Response>(() => {})),
  fc.constant(() => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"sta')) }))),
  fc.constant(() => new Response(new ReadableStream({ pull: (stream) => stream.error(networkError("ECONNRESET")) }))),
);

test("Feature: calcom-booking-integration, Property 12: a failing call ends in a structured error, never an unhandled throw", async () => {
  // Validates: 3.3
  await fc.assert(
    fc.asyncProperty(callName, failingEnd, fc.boolean(), async (name, answer, isGated) => {
      if (name === "releaseSlot") return; // It reads nothing of its answer: any 200 is a success. Tested on its own below.
      const { gateway, lines } = farEnd(answer, { profile: isGated ? { ...profile, ...overTheNetwork(120) } : profile });
      const error: unknown = await everyCall[name]!(gateway).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(AppError);
      const { code, message, cause } = error as AppError;
      expect(["invalid", "conflict", "forbidden", "not_found", "rate_limited", "upstream_down"]).toContain(code);
      expect(message).toMatch(/^[A-Z][^<>{}]+\.$/);
      expect(cause).toBeInstanceOf(CalcomError);
      expect(lines.at(-1)).toMatchObject({ level: "error", fields: { cause: { code: (cause as CalcomError).code } } });
    }),
    { numRuns: 300 },
  );
});

test("a reservation that cannot be released ends in a structured error as well, unless it is gone", async () => {
  const failing = farEnd(() => refusal(500, "There was an error, please try again later."));
  await expect(failing.gateway.releaseSlot("r1")).rejects.toMatchObject({ code: "upstream_down" });
  const gone = farEnd(() => refusal(404, "Slot with uid=r1 not found", "NotFoundException"));
  await expect(gone.gateway.releaseSlot("r1")).resolves.toBeUndefined();
});

async function failureOf(name: string, answer: () => Response | Promise<Response>, { signal, write = patient }: { signal?: AbortSignal; write?: typeof patient } = {}) {
  const { gateway } = farEnd(answer, { profile: { patience: { write } } });
  const call = signal ? gateway.cancelBooking("bk_41", "no time", { signal }) : everyCall[name]!(gateway);
  return call.then(
    () => expect.fail("the call succeeded"),
    (error: unknown) => ({ code: calcomErrorOf(error)?.code, isUnknown: isOutcomeUnknown(error) }),
  );
}

const writes = Object.keys(everyCall).filter((name) => !READS.includes(name) && name !== "releaseSlot");

test.each(writes)("%s: a refusal is certain, whatever the status", async (name) => {
  for (const status of [400, 401, 403, 404, 405, 408, 409, 422, 429]) {
    expect((await failureOf(name, () => refusal(status, "no"))).isUnknown).toBe(false);
    expect((await failureOf(name, () => new Response("<html>no</html>", { status }))).isUnknown).toBe(false);
  }
});

test.each(writes)("%s: the outcome is unknown after a fault, a lost answer or one that cannot be read", async (name) => {
  for (const status of [302, 500, 502, 503, 504, 524]) {
    expect(await failureOf(name, () => refusal(status, "no"))).toEqual({ code: "outcome_unknown", isUnknown: true });
  }
  for (const text of ["", "<html></html>", '{"status":"success"}', '{"status":"success","data":null}', '{"status":"success","data":{"uid":"a"']) {
    expect(await failureOf(name, () => new Response(text, { status: 201 }))).toEqual({ code: "outcome_unknown", isUnknown: true });
  }
  expect((await failureOf(name, () => json(200, { status: "error", data: wireBookingExample({ lengthInMinutes: 30 }) }))).isUnknown).toBe(true);
  for (const code of ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]) {
    const cut = () => Promise.reject(networkError(code));
    expect(await failureOf(name, cut)).toEqual({ code: "outcome_unknown", isUnknown: true });
  }
  expect(await failureOf(name, () => new Promise(() => {}), { write: impatient })).toEqual({ code: "outcome_unknown", isUnknown: true });
});

test.each(writes)("%s: a connection that never came about is certain", async (name) => {
  for (const error of [networkError("ECONNREFUSED"), networkError("ENOTFOUND"), networkError("ETIMEDOUT", { syscall: "connect" })]) {
    expect(await failureOf(name, () => Promise.reject(error))).toEqual({ code: "upstream_down", isUnknown: false });
  }
});

test("a write that its caller stops after sending is unknown, before sending it is certain", async () => {
  const stop = new AbortController();
  const sent = () => new Promise<Response>(() => stop.abort());
  expect(await failureOf("cancelBooking", sent, { signal: stop.signal })).toEqual({ code: "outcome_unknown", isUnknown: true });
  expect(await failureOf("cancelBooking", () => success(wireBookingExample()), { signal: AbortSignal.abort() })).toEqual({ code: "aborted", isUnknown: false });
});

test("an error that is not the gateway's own tells nothing about a write", () => {
  expect(isOutcomeUnknown(new Error("a bug"))).toBe(true);
});

test("an answer without end is given up", async () => {
  const chunk = new Uint8Array(1024 * 1024);
  const endless = () => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(chunk) }));
  const { gateway } = farEnd(endless, { profile: { patience: { page: { attempts: 1, attemptMs: 5_000, totalMs: 5_000 } } } });
  const error: unknown = await gateway.me().catch((reason: unknown) => reason);
  expect(calcomErrorOf(error)?.message).toMatch(/larger than/);
});

test("an id that would name another resource is not found and never sent", async () => {
  const { gateway, requests } = farEnd(() => success([]));
  for (const uid of ["", ".", "..", "\ud800"]) {
    await expect(gateway.getBooking(uid)).rejects.toMatchObject({ code: "not_found" });
    await expect(gateway.cancelBooking(uid, "no time")).rejects.toMatchObject({ code: "not_found" });
  }
  expect(requests).toEqual([]);
  await gateway.getBooking("../me?x#y").catch(() => null);
  expect(requests[0]?.path).toBe("/v2/bookings/..%2Fme%3Fx%23y");
});

test("a redirect is not followed: the key stays where it belongs", async () => {
  const { gateway } = farEnd((request) => {
    expect(request.redirect).toBe("manual");
    return json(302, {}, { location: "https://elsewhere.test/" });
  });
  await expect(gateway.me()).rejects.toMatchObject({ code: "upstream_down" });
});
