import { zoned } from "#app/lib/time.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import type { AttendeeRow } from "#app/engine/bookings/store.server.ts";

/** Minutes east of UTC at the start of the event, not at the time of sending. */
export function utcOffset(zone: string, startMs: number): number {
  return Math.round(zoned(zone, startMs).offsetNanoseconds / 60_000_000_000);
}

/** A deleted host has no name and no address. */
export function organizerOf(user: EngineUser | undefined, startMs: number): { id?: number } & Record<string, unknown> {
  if (!user) return { name: "Nameless", email: "", username: "", timeZone: "UTC", language: { locale: "en" }, timeFormat: "h:mma", utcOffset: 0 };
  return {
    id: user.id,
    name: user.name ?? user.username,
    email: user.email,
    username: user.username,
    timeZone: user.timeZone,
    language: { locale: user.locale },
    timeFormat: user.timeFormat === 24 ? "HH:mm" : "h:mma",
    utcOffset: utcOffset(user.timeZone, startMs),
  };
}

/** As the booking form gave them. */
export function attendeeOf({ email, name, timeZone, language, phoneNumber }: AttendeeRow, startMs: number): object {
  const phone = phoneNumber === null ? {} : { phoneNumber };
  return { email, name, firstName: "", lastName: "", timeZone, ...phone, language: { locale: language }, utcOffset: utcOffset(timeZone, startMs) };
}

/** As read back from the database: for decisions and cancellations. */
export function attendeeRead({ email, name, timeZone, language, phoneNumber }: AttendeeRow, startMs: number): object {
  return { name, email, timeZone, phoneNumber, language: { locale: language }, utcOffset: utcOffset(timeZone, startMs) };
}

/** As the raw row: for a released seat and in meeting events. */
export function attendeeRow({ id, email, name, timeZone, language, phoneNumber, bookingId, absent }: AttendeeRow): object {
  return { id, email, name, timeZone, phoneNumber, locale: language, bookingId, noShow: absent };
}

export function teamMember(user: EngineUser, startMs: number): object {
  const { name, username, email, timeZone, locale } = user;
  return { id: user.id, name: name ?? username, email, firstName: "", lastName: "", timeZone, language: { locale }, utcOffset: utcOffset(timeZone, startMs) };
}
