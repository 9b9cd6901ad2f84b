import { expect, test } from "vitest";
import { calcomErrorOf } from "./errors.ts";
import { overTheNetwork } from "./far-ends.ts";
import { answerTo, farEnd, json, networkError, newBooking, refusal } from "./testing.ts";

const tooMany = (headers: Record<string, string> = {}) => json(429, { error: { message: "CustomThrottlerGuard - Too many requests. Please try again later." } }, headers);
const careful = { profile: overTheNetwork(120) };
const reasonOf = (call: Promise<unknown>) => call.then(() => "answered", (error: unknown) => calcomErrorOf(error)?.code);

test("while a far end hangs nobody waits after the first three, and nothing is sent until its time is over", async () => {
  let hangs = true;
  const end = farEnd((request) => (hangs ? new Promise<never>(() => {}) : answerTo(request)), {
    profile: { ...careful.profile, patience: { page: { attempts: 3, attemptMs: 20, totalMs: 20 }, probe: { attempts: 1, attemptMs: 20, totalMs: 20 } } },
  });
  for (let visit = 0; visit < 3; visit += 1) {
    const call = reasonOf(end.gateway.me());
    end.clock.nowMs += 2_500;
    expect(await call).toBe("upstream_down");
  }
  expect(end.requests).toHaveLength(3);
  expect(await reasonOf(end.gateway.me())).toBe("upstream_down");
  expect(await reasonOf(end.gateway.me({ effort: "job" }))).toBe("upstream_down");
  // Not "outcome_unknown": it was certainly not sent.
  expect(await reasonOf(end.gateway.createBooking(newBooking))).toBe("upstream_down");
  expect(end.requests).toHaveLength(3);

  end.clock.nowMs += 5_000;
  await end.gateway.probe();
  await end.gateway.probe();
  expect(end.requests).toHaveLength(4);

  hangs = false;
  end.clock.nowMs += 10_000;
  expect(await reasonOf(end.gateway.me())).toBe("upstream_down");
  await end.gateway.probe();
  expect(await reasonOf(end.gateway.me())).toBe("answered");
  expect(await reasonOf(end.gateway.createBooking(newBooking))).toBe("answered");
  expect(end.lines.filter(({ message }) => message.includes("held back") || message.includes("answers again")).map(({ level }) => level)).toEqual(["warn", "info"]);
});

test("refusals are answers: they never hold back the next call", async () => {
  const end = farEnd(() => refusal(400, "attendee.name is wrong"), careful);
  for (let call = 0; call < 10; call += 1) {
    end.clock.nowMs += 1_000;
    expect(await reasonOf(end.gateway.createBooking(newBooking))).toBe("validation");
  }
});

test("a fault and a proxy's page count as no answer, a refused connection too", async () => {
  for (const fault of [() => refusal(503, "There was an error"), () => new Response("<html>Bad gateway</html>", { headers: { "content-type": "text/html" } }), () => Promise.reject(networkError("ECONNREFUSED"))]) {
    const end = farEnd(fault, careful);
    for (let call = 0; call < 4; call += 1) {
      await reasonOf(end.gateway.createBooking(newBooking));
      end.clock.nowMs += 1_000;
    }
    const sent = end.requests.length;
    expect(await reasonOf(end.gateway.createBooking(newBooking))).toBe("upstream_down");
    expect(end.requests).toHaveLength(sent);
  }
});

test("a third of a minute's calls is kept for visitors, and background work waits for its turn", async () => {
  const end = farEnd(answerTo, careful);
  for (let call = 0; call < 80; call += 1) await end.gateway.me({ effort: "job" });
  expect(end.waits).toEqual([]);
  for (let call = 0; call < 40; call += 1) await end.gateway.me();
  expect(end.waits).toEqual([]);
  await expect(end.gateway.me()).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 60_000 });
  expect(await reasonOf(end.gateway.createBooking(newBooking))).toBe("rate_limit_exceeded");
  expect(end.requests).toHaveLength(120);
  await end.gateway.me({ effort: "job" });
  expect(end.waits).toEqual([60_000]);
});

test("after a 429 nobody calls until the limit is over, by its headers or after a minute", async () => {
  for (const [headers, waitMs] of [[{ "x-ratelimit-reset-default": "17" }, 17_000], [{}, 60_000]] as const) {
    const end = farEnd((request, count) => (count === 1 ? tooMany(headers) : answerTo(request)), careful);
    expect(await reasonOf(end.gateway.me())).toBe("rate_limit_exceeded");
    end.clock.nowMs += waitMs - 10_000;
    expect(await reasonOf(end.gateway.me())).toBe("rate_limit_exceeded");
    expect(end.requests).toHaveLength(1);
    // A change may take fifteen seconds, so it waits for the last ten.
    expect(await reasonOf(end.gateway.createBooking(newBooking))).toBe("answered");
    expect(end.waits).toEqual([10_000]);
  }
});

test("a limit of one endpoint holds back nobody else", async () => {
  const end = farEnd((request, count) => (count === 1 ? tooMany({ "x-ratelimit-reset-guests": "17" }) : answerTo(request)), careful);
  expect(await reasonOf(end.gateway.addGuests("bk_41", ["guest@example.com"]))).toBe("rate_limit_exceeded");
  expect(await reasonOf(end.gateway.me())).toBe("answered");
});

test("a caller who leaves while waiting for a turn has certainly sent nothing", async () => {
  const stop = new AbortController();
  const end = farEnd(answerTo, {
    profile: overTheNetwork(2),
    sleep: (_, signal) => new Promise((_resolve, reject) => {
      signal!.addEventListener("abort", () => reject(new Error("stopped")));
      stop.abort();
    }),
  });
  await end.gateway.me({ effort: "job" });
  expect(await reasonOf(end.gateway.createBooking(newBooking, { effort: "job", signal: stop.signal }))).toBe("aborted");
  expect(end.requests).toHaveLength(1);
});

test("two gateways do not share their trouble", async () => {
  const [one, other] = [farEnd(() => tooMany(), careful), farEnd(answerTo, careful)];
  await reasonOf(one.gateway.me());
  expect(await reasonOf(other.gateway.me())).toBe("answered");
});

test("nobody probes a far end that calls are not held back from", async () => {
  const end = farEnd(answerTo, careful);
  await end.gateway.probe();
  expect(end.requests).toEqual([]);
});
