import type { App } from "#app/app.server.ts";
import type { CalcomBooking, CalcomEventType, CalcomUser } from "#app/calcom/model.ts";

/** What an account at Cal.com holds, as far as it concerns us. */
export interface Account {
  me: CalcomUser;
  eventTypes: CalcomEventType[];
  /** Oldest first. */
  bookings: CalcomBooking[];
}

const PAGE_LENGTH = 100;

/** Read everything before anything is written: a far end that fails half-way has changed nothing here. */
export async function readAccount(app: App, report: (line: string) => void): Promise<Account> {
  const options = { effort: "job" } as const;
  const me = await app.gateway.me(options);
  const { value: eventTypes } = await app.gateway.eventTypes(options);
  const bookings = new Map<string, CalcomBooking>();
  for (let skip = 0, more = true; more; skip += PAGE_LENGTH) {
    const page = await app.gateway.listBookings({ status: ["upcoming", "recurring", "past", "cancelled", "unconfirmed"], sort: "created", take: PAGE_LENGTH, skip }, options);
    for (const booking of page.bookings) bookings.set(booking.uid, booking);
    more = page.hasNextPage;
    if (more) report(`${bookings.size} of ${page.totalItems} bookings read`);
  }
  return { me, eventTypes, bookings: [...bookings.values()].sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0)) };
}
