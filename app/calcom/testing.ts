import { createCalcomGateway } from "./gateway.server.ts";
import type { CalcomGateway } from "./gateway.ts";
import type { TransportConfig } from "./transport.server.ts";

export const KEY = "cal_test_0123456789abcdef";
export const NOON = Date.UTC(2030, 0, 8, 12);

/** One JSON answer, as the far end gives it. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

export function success(data: unknown, status = 200): Response {
  return json(status, { status: "success", data });
}

export function refusal(status: number, message: string, code = "BadRequestException"): Response {
  const error = { code, message, details: { message, error: "Bad Request", statusCode: status } };
  return json(status, { status: "error", timestamp: "2030-01-08T12:00:00.000Z", path: "/v2/x", error });
}

/** What a network failure looks like when it comes out of `fetch`. */
export function networkError(code: string, extra: object = {}): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(`${code} while talking`), { code, ...extra }) });
}

export function wireBookingExample(changes: object = {}): Record<string, unknown> {
  return {
    id: 41,
    uid: "bk_41",
    title: "Intro between Host and Ada Example",
    description: null,
    hosts: [{ id: 1, name: "Host", email: "host@example.com", displayEmail: "host@example.com", username: "host", timeZone: "Europe/Rome" }],
    status: "accepted",
    cancellationReason: "",
    cancelledByEmail: "",
    start: "2030-01-08T13:00:00.000Z",
    end: "2030-01-08T13:30:00.000Z",
    duration: 30,
    eventTypeId: 5,
    eventType: { id: 5, slug: "intro" },
    location: "integrations:daily",
    meetingUrl: "integrations:daily",
    absentHost: false,
    createdAt: "2029-12-01T09:00:00.000Z",
    updatedAt: null,
    metadata: { portalRef: "r-17" },
    rating: null,
    icsUid: "bk_41@sandbox",
    attendees: [
      { name: "Ada Example", email: "ada@example.com", displayEmail: "ada@example.com", timeZone: "Europe/Rome", language: "it", absent: false },
    ],
    bookingFieldsResponses: { name: "Ada Example", email: "ada@example.com", displayEmail: "ada@example.com", company: "ACME" },
    isPlatformManagedUserBooking: false,
    ...changes,
  };
}

export interface FarEnd {
  gateway: CalcomGateway;
  /** Every request that arrived, its body read. */
  requests: { method: string; path: string; query: URLSearchParams; headers: Headers; body: unknown }[];
  /** Every wait between two attempts, in milliseconds. */
  waits: number[];
  lines: { level: "info" | "warn" | "error"; fields: Record<string, unknown>; message: string }[];
  clock: { nowMs: number };
}

/** A gateway whose far end is `answer`. Time advances only by waits; there is no jitter unless given. */
export function farEnd(answer: (request: Request, count: number) => Response | Promise<Response>, config: Partial<TransportConfig> = {}): FarEnd {
  const clock = { nowMs: NOON };
  const requests: FarEnd["requests"] = [];
  const waits: number[] = [];
  const lines: FarEnd["lines"] = [];
  const write = (level: FarEnd["lines"][number]["level"]) => (fields: object, message: string) =>
    void lines.push({ level, fields: fields as Record<string, unknown>, message });
  const gateway = createCalcomGateway({
    baseUrl: "https://calcom.test/v2",
    apiKey: KEY,
    clock: () => clock.nowMs,
    random: () => 1,
    sleep: async (ms) => {
      waits.push(ms);
      clock.nowMs += ms;
    },
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    fetch: async (request) => {
      const url = new URL(request.url);
      const text = await request.clone().text();
      requests.push({ method: request.method, path: url.pathname, query: url.searchParams, headers: request.headers, body: text ? JSON.parse(text) : undefined });
      return answer(request, requests.length);
    },
    ...config,
  });
  return { gateway, requests, waits, lines, clock };
}

/** Every gateway call with a valid input. */
export const everyCall: Record<string, (gateway: CalcomGateway) => Promise<unknown>> = {
  me: (gateway) => gateway.me(),
  slots: (gateway) => gateway.slots({ eventTypeId: 5, startMs: NOON, endMs: NOON + 86_400_000 }),
  reserveSlot: (gateway) => gateway.reserveSlot({ eventTypeId: 5, startMs: NOON }),
  getReservation: (gateway) => gateway.getReservation("r1"),
  releaseSlot: (gateway) => gateway.releaseSlot("r1"),
  createBooking: (gateway) => gateway.createBooking(newBooking),
  getBooking: (gateway) => gateway.getBooking("bk_41"),
  listBookings: (gateway) => gateway.listBookings({}),
  findBookings: (gateway) => gateway.findBookings({ attendeeEmail: "ada@example.com", metadata: { key: "portalRequestId", value: "q1" } }),
  rescheduleBooking: (gateway) => gateway.rescheduleBooking("bk_41", { startMs: NOON, reason: "a clash" }),
  cancelBooking: (gateway) => gateway.cancelBooking("bk_41", "no time"),
  confirmBooking: (gateway) => gateway.confirmBooking("bk_41"),
  declineBooking: (gateway) => gateway.declineBooking("bk_41", "no room"),
  updateLocation: (gateway) => gateway.updateLocation("bk_41", { type: "address", address: "Main Street 1" }),
  addGuests: (gateway) => gateway.addGuests("bk_41", ["guest@example.com"]),
  eventTypes: (gateway) => gateway.eventTypes(),
  eventType: (gateway) => gateway.eventType(5),
  createEventType: (gateway) => gateway.createEventType({ title: "Intro", slug: "intro", lengthInMinutes: 30 }),
  updateEventType: (gateway) => gateway.updateEventType(5, { title: "Introduction" }),
};

export const newBooking = {
  eventTypeId: 5,
  startMs: NOON,
  attendee: { name: "Ada Example", email: "ada@example.com", timeZone: "Europe/Rome" },
};

export const READS = ["me", "slots", "getReservation", "getBooking", "listBookings", "findBookings", "eventTypes", "eventType"];

/** An answer any call can read. */
export function answerTo(request: Request): Response {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/me")) return success({ id: 1, username: "host", email: "host@example.com", name: null, timeZone: "UTC" });
  if (pathname.includes("/slots/reservations")) return success({ reservationUid: "r1", reservationUntil: "2030-01-08T12:05:00.000Z" }, 201);
  if (pathname.endsWith("/slots")) return success({ "2030-01-08": [{ start: "2030-01-08T13:00:00.000Z" }] });
  if (pathname.endsWith("/event-types")) return success(request.method === "GET" ? [wireEventTypeExample] : wireEventTypeExample);
  if (pathname.includes("/event-types/")) return success(wireEventTypeExample);
  if (pathname.endsWith("/bookings") && request.method === "GET") return success([wireBookingExample()]);
  return success(wireBookingExample());
}

export const wireEventTypeExample = { id: 5, slug: "intro", title: "Intro", lengthInMinutes: 30, ownerId: 1, hidden: false, users: [{ id: 1, name: "Host" }] };
