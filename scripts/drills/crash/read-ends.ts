import type { Here, There } from "../ends/http.ts";

/** An appointment as our JSON API returns it. */
export interface OwnBooking {
  id: string;
  status: string;
  syncState: string;
  calcomUid: string | null;
  startsAt: string;
  endsAt: string;
  staff: { id: string } | null;
  attendee: { name: string | null; email: string | null };
}

/** A booking as Cal.com's API returns it. */
export interface FarBooking {
  uid: string;
  status: string;
  start: string;
  end: string;
  hosts: { id: number }[];
  attendees: { name: string; email: string }[];
  rescheduledToUid?: string | null;
}

/** Everything, page by page. */
export async function readHere(here: Here): Promise<OwnBooking[]> {
  const all: OwnBooking[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { status, json } = await here("GET", `/bookings?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    if (status !== 200) throw new Error(`Our own list answered ${status}`);
    const page = json as { data: OwnBooking[]; nextCursor: string | null };
    all.push(...page.data);
    cursor = page.nextCursor;
  }
  return all;
}

export async function readThere(there: There): Promise<FarBooking[]> {
  const all: FarBooking[] = [];
  for (let isMore = true; isMore; ) {
    const { status, json } = await there("GET", `/v2/bookings?status=upcoming,past,cancelled,unconfirmed&sortCreated=asc&take=100&skip=${all.length}`);
    if (status !== 200) throw new Error(`The engine's list answered ${status}`);
    const page = json as { data: FarBooking[]; pagination: { hasNextPage: boolean } };
    all.push(...page.data);
    isMore = page.pagination.hasNextPage;
  }
  return all;
}
