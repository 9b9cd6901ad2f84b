import { z } from "zod";
import { toIso, type Clock } from "#app/lib/time.ts";
import { CalcomError, toAppError } from "./errors.ts";
import type { BookingSearch, CallOptions, CalcomGateway } from "./gateway.ts";
import type { CalcomBooking } from "./model.ts";
import { idIn } from "./path.ts";
import { matches } from "./search.ts";
import { bookingBody, searchQuery } from "./to-wire.ts";
import { toBooking } from "./transform.ts";
import type { CalcomLog, Transport } from "./transport.server.ts";
import { OVERRIDES_SINCE } from "./versions.ts";
import { envelope, wireBooking } from "./wire.ts";

type BookingCalls = Pick<
  CalcomGateway,
  | "createBooking"
  | "getBooking"
  | "listBookings"
  | "findBookings"
  | "rescheduleBooking"
  | "cancelBooking"
  | "confirmBooking"
  | "declineBooking"
  | "updateLocation"
  | "addGuests"
  | "addAttendee"
  | "reassignBooking"
  | "markAbsent"
>;

const PAGE_LENGTH = 100;
/** If a search fills this many pages, the far end ignored the filter; "not there" would be a guess. */
const MAX_PAGES = 50;
const MAX_GUESTS_A_CALL = 10;

export function bookingCalls({ call, clock, log }: { call: Transport; clock: Clock; log: CalcomLog }): BookingCalls {
  async function getBooking(uid: string, options?: CallOptions) {
    return call({ method: "GET", path: `/bookings/${idIn(uid)}` }, readOne(uid), options);
  }

  async function change(method: "POST" | "PATCH", uid: string, verb: string, body: object, options?: CallOptions) {
    return call({ method, path: `/bookings/${idIn(uid)}/${verb}`, body }, readOne(uid), options);
  }

  async function readPage(search: BookingSearch, position: { skip: number } | { cursor: string }, options?: CallOptions) {
    const take = search.take ?? PAGE_LENGTH;
    const paging = "cursor" in position ? { cursor: position.cursor, limit: take } : { take, skip: position.skip };
    const page = await call({ method: "GET", path: "/bookings", query: { ...searchQuery(search), ...paging } }, readList, options);
    if (page.unreadable > 0) log.warn({ unreadable: page.unreadable }, "Cal.com listed bookings that cannot be read");
    const isFull = page.listed >= take;
    return {
      bookings: page.bookings.filter((booking) => matches(booking, search, clock())),
      totalItems: page.pagination?.totalItems ?? null,
      hasNextPage: page.pagination?.hasNextPage ?? page.pagination?.hasMore ?? isFull,
      nextCursor: page.pagination?.nextCursor ?? null,
      listed: page.listed,
    };
  }

  return {
    getBooking,

    async createBooking(booking, options) {
      return call({ method: "POST", path: "/bookings", body: bookingBody(booking), ...(booking.override && { version: OVERRIDES_SINCE }) }, readOne(), options);
    },

    async listBookings(search, options) {
      const skip = search.skip ?? 0;
      const { bookings, totalItems, hasNextPage } = await readPage(search, { skip }, options);
      return { bookings, totalItems: totalItems ?? skip + bookings.length, hasNextPage };
    },

    async findBookings({ metadata, ...search }, options) {
      const found = new Map<string, CalcomBooking>();
      let position: { skip: number } | { cursor: string } = { skip: 0 };
      let skip = 0;
      for (let pages = 0; pages < MAX_PAGES; pages += 1) {
        const page = await readPage({ ...search, take: PAGE_LENGTH }, position, options);
        for (const booking of page.bookings) {
          if (booking.metadata[metadata.key] === metadata.value) found.set(booking.uid, booking);
        }
        if (!page.hasNextPage || page.listed === 0) return [...found.values()];
        skip += page.listed;
        position = page.nextCursor ? { cursor: page.nextCursor } : { skip };
      }
      throw toAppError(new CalcomError("upstream_down", `a search for bookings did not end within ${MAX_PAGES} pages`));
    },

    async rescheduleBooking(uid, { startMs, reason, rescheduledBy }, options) {
      const body = { start: toIso(startMs), ...(reason && { reschedulingReason: reason }), ...(rescheduledBy && { rescheduledBy }) };
      return change("POST", uid, "reschedule", body, options);
    },

    // A host must give a reason, and the key is usually the host's.
    cancelBooking: (uid, reason, options) =>
      change("POST", uid, "cancel", { cancellationReason: reason.trim() || "No reason given" }, options),

    confirmBooking: (uid, options) => change("POST", uid, "confirm", {}, options),

    declineBooking: (uid, reason, options) => change("POST", uid, "decline", reason ? { reason } : {}, options),

    updateLocation: (uid, location, options) => change("PATCH", uid, "location", { location }, options),

    async addGuests(uid, guests, options) {
      let booking: CalcomBooking | undefined;
      for (let next = 0; next < guests.length; next += MAX_GUESTS_A_CALL) {
        const some = guests.slice(next, next + MAX_GUESTS_A_CALL).map((email) => ({ email }));
        booking = await change("POST", uid, "guests", { guests: some }, options);
      }
      return booking ?? getBooking(uid, options);
    },

    async addAttendee(uid, attendee, options) {
      await call({ method: "POST", path: `/bookings/${idIn(uid)}/attendees`, body: attendee }, readNothing, options);
    },

    markAbsent: (uid, attendees, options) => change("POST", uid, "mark-absent", { attendees }, options),

    async reassignBooking(uid, userId, reason, options) {
      await call({ method: "POST", path: `/bookings/${idIn(uid)}/reassign/${userId}`, body: reason ? { reason } : {} }, readNothing, options);
    },
  };
}

/** These calls return an attendee or a host, not the booking; that they succeeded is enough. */
const readNothing = () => undefined;

const oneBooking = envelope(z.union([wireBooking, z.array(wireBooking).min(1)]));

/** One booking; of a series, the requested one, otherwise the first. */
function readOne(uid?: string) {
  return (json: unknown): CalcomBooking => {
    const { data } = oneBooking.parse(json);
    const all = Array.isArray(data) ? data : [data];
    return toBooking((all.find((each) => each.uid === uid) ?? all[0])!);
  };
}

const bookingList = envelope(z.array(z.unknown()));

function readList(json: unknown) {
  const { data, pagination } = bookingList.parse(json);
  const bookings = data.flatMap((each) => {
    const read = wireBooking.safeParse(each);
    return read.success ? [toBooking(read.data)] : [];
  });
  return { bookings, pagination, listed: data.length, unreadable: data.length - bookings.length };
}
