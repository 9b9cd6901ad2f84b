import { DAY_MS, MINUTE_MS, toIso } from "#app/lib/time.ts";
import { withCache } from "./cached-gateway.server.ts";
import { farEnd, NOON, refusal, success, wireBookingExample } from "./testing.ts";

export const week = { eventTypeId: 5, startMs: NOON, endMs: NOON + 7 * DAY_MS };
const patient = { attempts: 1, attemptMs: 5_000, totalMs: 5_000 };

/** Event types 5 and 6 are Bea's, 7 is Carl's. */
const eventTypes = [
  { id: 5, slug: "a", title: "A", lengthInMinutes: 30, hosts: [{ userId: 1, name: "Bea" }] },
  { id: 6, slug: "b", title: "B", lengthInMinutes: 30, hosts: [{ userId: 1, name: "Bea" }] },
  { id: 7, slug: "c", title: "C", lengthInMinutes: 30, hosts: [{ userId: 2, name: "Carl" }] },
];

export interface Rules {
  /** When set, reads wait for it. */
  gate?: Promise<void> | undefined;
  isDown?: boolean;
  /** Connection refused: nothing sent can have taken effect. */
  isGone?: boolean;
  /** Bookings no longer name their event type. */
  isTypeDeleted?: boolean;
}

/** A cached gateway whose far end returns in each slots answer how often it was called. */
export function cachedDesk() {
  const rules: Rules = {};
  let asked = 0;
  const end = farEnd(
    async (request) => {
      const { pathname } = new URL(request.url);
      const isRead = request.method === "GET";
      const answer = isRead && pathname.endsWith("/slots") ? (asked += 1) : 0;
      if (isRead && rules.gate) await rules.gate;
      if (rules.isGone) throw new TypeError("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
      if (rules.isDown) return refusal(503, "down");
      if (pathname.endsWith("/reservations")) return success({ reservationUid: "r1", reservationUntil: toIso(NOON + 5 * MINUTE_MS) }, 201);
      if (pathname.includes("/reservations/")) return success(null);
      if (pathname.endsWith("/slots")) return success({ "2030-01-08": [{ start: toIso(NOON + answer * MINUTE_MS) }] });
      if (pathname.includes("/event-types")) return success(request.method === "GET" && pathname.endsWith("s") ? eventTypes : eventTypes[0]);
      return success(wireBookingExample(rules.isTypeDeleted ? { eventTypeId: null, eventType: null } : {}));
    },
    { profile: { patience: { page: patient, write: patient, job: patient } } },
  );
  const gateway = withCache(end.gateway, { clock: () => end.clock.nowMs });
  /** The number of the answer that a reader of this type's week gets. */
  const answerFor = async (eventTypeId = 5) => ((await gateway.slots({ ...week, eventTypeId })).value[0]!.startMs - NOON) / MINUTE_MS;
  return { ...end, gateway, rules, answerFor };
}

/** A promise and the way to fulfil it. */
export function gate() {
  let open = () => {};
  const closed = new Promise<void>((resolve) => (open = resolve));
  return { closed, open: () => open() };
}
