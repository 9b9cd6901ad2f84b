import type { App } from "#app/app.server.ts";
import { calcomErrorOf } from "#app/calcom/errors.ts";
import type { CalcomBooking, CalcomEventType, CalcomMember, CalcomUser } from "#app/calcom/model.ts";

/** What an account at Cal.com holds, as far as it concerns us. */
export interface Account {
  me: CalcomUser;
  /** Of the team; nobody where the key may not see who belongs to it. */
  members: CalcomMember[];
  eventTypes: CalcomEventType[];
  /** Oldest first. */
  bookings: CalcomBooking[];
}

const PAGE_LENGTH = 100;

/** Read everything before anything is written: a far end that fails half-way has changed nothing here. */
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
