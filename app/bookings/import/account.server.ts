import type { App } from "#app/app.server.ts";
import { calcomErrorOf } from "#app/calcom/errors.ts";
import type { CalcomBooking, CalcomEventType, CalcomMember, CalcomUser } from "#app/calcom/model.ts";

/** What we need of a Cal.com account. */
export interface Account {
  me: CalcomUser;
  /** The team's members; empty if the key may not see them. */
  members: CalcomMember[];
  eventTypes: CalcomEventType[];
  /** Oldest first. */
  bookings: CalcomBooking[];
}

const PAGE_LENGTH = 100;

/** Read everything before anything is written, so that a failure half-way changes nothing here. */
export async function readAccount(app: App, report: (line: string) => void): Promise<Account> {
  const options = { effort: "job" } as const;
  const me = await app.gateway.me(options);
  const members = await app.gateway.members(options).catch(nobodyWhenForbidden);
  const { value: eventTypes } = await app.gateway.eventTypes(options);
  const bookings = new Map<string, CalcomBooking>();
  for (let skip = 0, more = true; more; skip += PAGE_LENGTH) {
    const page = await app.gateway.listBookings({ status: ["upcoming", "recurring", "past", "cancelled", "unconfirmed"], sort: "created", take: PAGE_LENGTH, skip }, options);
    for (const booking of page.bookings) bookings.set(booking.uid, booking);
    more = page.hasNextPage;
    if (more) report(`${bookings.size} of ${page.totalItems} bookings read`);
  }
  return { me, members, eventTypes, bookings: [...bookings.values()].sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0)) };
}

function nobodyWhenForbidden(error: unknown): CalcomMember[] {
  const code = calcomErrorOf(error)?.code;
  if (code === "forbidden" || code === "not_found") return [];
  throw error;
}
