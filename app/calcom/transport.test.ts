import fc from "fast-check";
import { expect, test } from "vitest";
import { overTheNetwork } from "./far-ends.ts";
import type { Effort } from "./gateway.ts";
import { answerTo, everyCall, farEnd, json, KEY, networkError, newBooking, NOON, refusal, success, wireBookingExample } from "./testing.ts";

const tooMany = (headers: Record<string, string> = {}) =>
  json(429, { error: { code: "ThrottlerException", message: "CustomThrottlerGuard - Too many requests. Please try again later." } }, headers);

test("Feature: calcom-booking-integration, Property 11: every call to Cal.com is authenticated", async () => {
  // Validates: 3.1
  const key = fc.stringMatching(/^cal_(live_)?[A-Za-z0-9]{1,40}$/);
  const failsFirst = fc.boolean();
  const effort = fc.constantFrom<Effort>("page", "write", "job");
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(everyCall)), key, failsFirst, effort, async (name, apiKey, isFailing, anyEffort) => {
      const { gateway, requests } = farEnd((request, count) => (isFailing && count === 1 ? tooMany({ "retry-after": "0" }) : answerTo(request)), { apiKey });
      await everyCall[name]!(gateway);
      await gateway.getBooking("bk_41", { effort: anyEffort });
      expect(requests.length).toBeGreaterThanOrEqual(isFailing ? 3 : 2);
      for (const { headers, query } of requests) {
        expect(headers.get("authorization")).toBe(`Bearer ${apiKey}`);
        expect(query.toString()).not.toContain(apiKey);
      }
    }),
    { numRuns: 200 },
  );
});

test("Feature: calcom-booking-integration, Property 13: 429 leads to retries with growing waits", async () => {
  // Validates: 3.4
  const draws = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 8, maxLength: 8 });
  const reset = fc.option(fc.integer({ min: 0, max: 60 }), { nil: null });
  const attempts = fc.integer({ min: 2, max: 8 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(everyCall)), draws, reset, attempts, fc.boolean(), async (name, jitter, resetSeconds, most, isGated) => {
      let drawn = 0;
      const patient = { attempts: most, attemptMs: 15_000, totalMs: 3_600_000 };
      const { gateway, requests, waits, lines } = farEnd(
        () => tooMany(resetSeconds === null ? {} : { "x-ratelimit-reset-default": String(resetSeconds) }),
        { random: () => jitter[drawn++]!, profile: { patience: { page: patient, write: patient }, ...(isGated && overTheNetwork(120)) } },
      );
      await expect(everyCall[name]!(gateway)).rejects.toMatchObject({ code: "rate_limited" });
      expect(requests).toHaveLength(most);
      expect(waits).toHaveLength(most - 1);
      waits.forEach((wait, index) => {
        expect(wait).toBeGreaterThanOrEqual((resetSeconds ?? 60) * 1_000);
        if (index > 0) expect(wait).toBeGreaterThan(waits[index - 1]!);
      });
      expect(lines.filter(({ level }) => level === "warn")).toHaveLength(most - 1);
    }),
    { numRuns: 200 },
  );
});

test("each family of endpoints gets its own version, and a row can be overridden", async () => {
  const { gateway, requests } = farEnd(answerTo, { profile: { versions: { bookings: "2026-02-25" } } });
  for (const call of Object.values(everyCall)) await call(gateway);
  const versions = new Map(requests.map(({ path, headers }) => [path.split("/")[2], headers.get("cal-api-version")]));
  expect(Object.fromEntries(versions)).toEqual({ me: null, slots: "2024-09-04", bookings: "2026-02-25", "event-types": "2024-06-14" });
});

test("the correlation id goes along, unless it could not be a header", async () => {
  const { gateway, requests, lines } = farEnd(answerTo);
  await gateway.me({ correlationId: "req-17" });
  await gateway.me({ correlationId: "bad\r\nX-Evil: 1" });
  expect(requests.map(({ headers }) => headers.get("x-request-id"))).toEqual(["req-17", null]);
  expect(lines[0]?.fields).toMatchObject({ method: "GET", path: "/me", status: 200, ms: 0, correlationId: "req-17" });
});

test("a read is tried again after faults and lost connections", async () => {
  const { gateway, requests, waits } = farEnd((request, count) => {
    if (count === 1) return refusal(503, "busy");
    if (count === 2) throw networkError("ECONNRESET");
    return answerTo(request);
  });
  await expect(gateway.me({ effort: "job" })).resolves.toMatchObject({ id: 1 });
  expect(requests).toHaveLength(3);
  expect(waits).toEqual([500, 1_000]);
});

test("a page read gives up when its two and a half seconds would be over", async () => {
  const { gateway, requests } = farEnd(() => tooMany({ "x-ratelimit-reset-default": "3" }));
  await expect(gateway.me({ effort: "page" })).rejects.toMatchObject({ code: "rate_limited" });
  expect(requests).toHaveLength(1);
});

test("a page read that hangs ends after its time, even when the far end does not listen", async () => {
  const { gateway } = farEnd(() => new Promise(() => {}), { profile: { patience: { page: { attempts: 3, attemptMs: 40, totalMs: 40 } } } });
  const startedMs = performance.now();
  await expect(gateway.me()).rejects.toMatchObject({ code: "upstream_down" });
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});

test.each([500, 502, 503, 524])("a write is never sent twice after a %i", async (status) => {
  for (const effort of ["write", "job"] as const) {
    const { gateway, requests } = farEnd(() => refusal(status, "There was an error, please try again later."));
    await expect(gateway.createBooking(newBooking, { effort })).rejects.toMatchObject({ code: "upstream_down" });
    expect(requests).toHaveLength(1);
  }
});

test("a write is not sent again after a cut connection, but after one that was refused", async () => {
  for (const effort of ["write", "job"] as const) {
    const cut = farEnd(() => Promise.reject(networkError("ECONNRESET")));
    await expect(cut.gateway.createBooking(newBooking, { effort })).rejects.toMatchObject({ code: "upstream_down" });
    expect(cut.requests).toHaveLength(1);
  }

  const refused = farEnd((_, count) => (count === 1 ? Promise.reject(networkError("ECONNREFUSED")) : success(wireBookingExample(), 201)));
  await expect(refused.gateway.createBooking(newBooking)).resolves.toMatchObject({ uid: "bk_41" });
  expect(refused.requests).toHaveLength(2);
});

test("a job sits out a limit that names no time for a minute; a visitor is told at once", async () => {
  const job = farEnd((request, count) => (count === 1 ? tooMany() : answerTo(request)));
  await job.gateway.me({ effort: "job" });
  expect(job.waits).toEqual([60_500]);
  const page = farEnd((request, count) => (count === 1 ? tooMany() : answerTo(request)));
  await expect(page.gateway.me()).rejects.toMatchObject({ code: "rate_limited" });
  expect(page.waits).toEqual([]);
});

test("a call that has overslept its time is not sent again", async () => {
  const end = farEnd(() => tooMany(), { sleep: async (ms) => void (end.clock.nowMs += ms + 15_000) });
  await expect(end.gateway.createBooking(newBooking)).rejects.toMatchObject({ code: "rate_limited" });
  expect(end.requests).toHaveLength(1);
});

test("the caller's signal ends a call under way", async () => {
  const stop = new AbortController();
  const { gateway, lines } = farEnd(() => new Promise<Response>(() => stop.abort()));
  await expect(gateway.me({ signal: stop.signal })).rejects.toMatchObject({ cause: { code: "aborted" } });
  expect(lines.map(({ level }) => level)).toEqual(["info"]);
});

test("the caller's signal ends the wait between two attempts", async () => {
  const stop = new AbortController();
  const { gateway, requests } = farEnd(() => tooMany(), {
    sleep: (_, signal) => new Promise((_resolve, reject) => {
      signal!.addEventListener("abort", () => reject(new Error("stopped")));
      stop.abort();
    }),
  });
  await expect(gateway.me({ effort: "job", signal: stop.signal })).rejects.toMatchObject({ code: "rate_limited" });
  expect(requests).toHaveLength(1);
});

test("no key and nothing personal ever gets into the log or into an error, whatever the far end quotes", async () => {
  const personal = fc.stringMatching(/^[A-Z][a-z]{4,9}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.record({ name: personal, mailbox: personal, note: personal, phone: fc.stringMatching(/^\+4917[0-9]{8}$/) }),
      fc.constantFrom(200, 400, 404, 409, 422, 500),
      fc.constantFrom("createBooking", "listBookings", "cancelBooking"),
      async ({ name, mailbox, note, phone }, status, verb) => {
        const email = `${mailbox}@example.com`;
        const attendee = { name, email, phoneNumber: phone, timeZone: "Europe/Rome" };
        const quoting = async (request: Request) => {
          const said = `attendee ${decodeURIComponent(request.url)} ${await request.text()} ${request.headers.get("authorization")} is wrong`;
          return status === 200 ? json(200, { status: "success", data: { uid: said } }) : refusal(status, said);
        };
        const { gateway, lines } = farEnd(quoting);
        const error: unknown = await (verb === "createBooking"
          ? gateway.createBooking({ eventTypeId: 5, startMs: NOON, attendee, guests: [`x${email}`], responses: { wish: note } })
          : verb === "listBookings"
            ? gateway.listBookings({ attendeeEmail: email, attendeeName: name })
            : gateway.cancelBooking("bk_41", note)
        ).catch((reason: unknown) => reason);
        const cause = (error as Error).cause as Error;
        const written = JSON.stringify(lines) + (error as Error).message + (error as Error).stack + cause.message + cause.stack;
        expect(lines.length).toBeGreaterThan(0);
        for (const secret of [KEY, email, phone, ...(verb === "cancelBooking" ? [note] : [name, mailbox])]) expect(written).not.toContain(secret);
      },
    ),
    { numRuns: 100 },
  );
});
