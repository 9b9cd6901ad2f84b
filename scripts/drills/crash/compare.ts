import type { FarBooking, OwnBooking } from "./read-ends.ts";
import type { Wish } from "./wish.ts";

/** What is wrong, each a sentence. */
export interface Verdict {
  /** Promised or live here, but not so at Cal.com. */
  lost: string[];
  /** One request or one time twice, at either side. */
  doubled: string[];
  /** At Cal.com without an appointment here, or a change left open. */
  orphaned: string[];
}

const isLiveHere = ({ status }: OwnBooking) => ["pending", "confirmed", "rescheduled"].includes(status);
const isLiveThere = ({ status }: FarBooking) => ["accepted", "pending"].includes(status);
const same = (one: string, other: string) => Date.parse(one) === Date.parse(other);

/** Compares both sides appointment by appointment, and with what the clients were told. */
export function compareEnds(own: OwnBooking[], far: FarBooking[], wishes: Wish[]): Verdict {
  const farByUid = new Map(far.map((booking) => [booking.uid, booking]));
  const ownByUid = new Map(own.flatMap((booking) => (booking.calcomUid ? [[booking.calcomUid, booking] as const] : [])));
  return {
    lost: [...own.flatMap((booking) => differs(booking, farByUid)), ...wishes.flatMap((wish) => broken(wish, own))],
    doubled: [
      ...repeated(own.filter(isLiveHere), "here", (booking) => [booking.attendee.email]),
      ...repeated(far.filter(isLiveThere), "there", ({ attendees }) => attendees.map(({ email }) => email)),
      ...sharedUids(own),
      ...overlaps(own, far),
    ],
    orphaned: [
      ...far.flatMap((booking) => unknownHere(booking, ownByUid)),
      ...own.filter(({ syncState }) => syncState !== "synced").map(({ id, syncState }) => `${id} is left ${syncState}`),
    ],
  };
}

function differs(booking: OwnBooking, farByUid: Map<string, FarBooking>): string[] {
  const { id, status, calcomUid } = booking;
  const far = farByUid.get(calcomUid ?? "");
  if (!far) return isLiveHere(booking) ? [`${id} is ${status} here and not there`] : [];
  if (isLiveHere(booking) !== isLiveThere(far)) return [`${id} is ${status} here, ${far.uid} ${far.status} there`];
  if (!isLiveHere(booking)) return [];
  const isSame =
    same(booking.startsAt, far.start) &&
    same(booking.endsAt, far.end) &&
    (status === "pending") === (far.status === "pending") &&
    far.attendees.some(({ name, email }) => email === booking.attendee.email && name === booking.attendee.name);
  return isSame ? [] : [`${id} differs: ${JSON.stringify({ booking, far })}`];
}

function broken({ email, id, isBooked, isCancelled, mayBeCancelled, startsAt }: Wish, own: OwnBooking[]): string[] {
  const booking = own.find((each) => each.id === id);
  if (isCancelled && booking?.status !== "cancelled") return [`${email} was told it is cancelled, and it is ${booking?.status ?? "gone"}`];
  if (isBooked && !booking) return [`${email} was told it is booked, and it is gone`];
  if (isBooked && !mayBeCancelled && booking && !isLiveHere(booking)) return [`${email} was told it is booked, nobody cancelled it, and it is ${booking.status}`];
  if (startsAt && booking && isLiveHere(booking) && !same(booking.startsAt, startsAt)) return [`${email} was told ${startsAt}, and it is at ${booking.startsAt}`];
  return [];
}

function repeated<B>(live: B[], where: string, emailsOf: (booking: B) => (string | null)[]): string[] {
  const counts = new Map<string, number>();
  for (const email of live.flatMap(emailsOf)) if (email) counts.set(email, (counts.get(email) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([email, count]) => `${email} has ${count} ${where}`);
}

function sharedUids(own: OwnBooking[]): string[] {
  const uids = own.flatMap(({ calcomUid }) => calcomUid ?? []);
  return uids.filter((uid, index) => uids.indexOf(uid) !== index).map((uid) => `two appointments here are ${uid}`);
}

function overlaps(own: OwnBooking[], far: FarBooking[]): string[] {
  const here = own.filter(isLiveHere).map(({ id, staff, startsAt, endsAt }) => ({ id, who: staff?.id, start: Date.parse(startsAt), end: Date.parse(endsAt) }));
  const there = far.filter(isLiveThere).map(({ uid, hosts, start, end }) => ({ id: uid, who: hosts[0]?.id, start: Date.parse(start), end: Date.parse(end) }));
  return [here, there].flatMap((live) => {
    const sorted = live.filter(({ who }) => who !== undefined).sort((a, b) => a.start - b.start);
    return sorted.flatMap((one, index) => sorted.slice(index + 1, index + 8).filter((next) => next.who === one.who && next.start < one.end).map((next) => `${one.id} and ${next.id} overlap`));
  });
}

/** A superseded booking belongs to the appointment that followed it. */
function unknownHere(booking: FarBooking, ownByUid: Map<string, OwnBooking>): string[] {
  if (booking.rescheduledToUid || ownByUid.has(booking.uid)) return [];
  return [`${booking.uid} is ${booking.status} there and unknown here`];
}
