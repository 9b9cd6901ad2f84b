import type { CalcomHost } from "#app/calcom/model.ts";
import { isLink } from "#app/calcom/seen-values.ts";
import type { SeenAttendee, SeenState, Sighting } from "#app/calcom/sighting.ts";

/** A value and when it was stated, UTC milliseconds. 0: mentioned in passing by a message about something else. */
type Said<T> = readonly [at: number, value: T];

export interface Person {
  name?: Said<string>;
  phone?: Said<string>;
  timeZone?: Said<string>;
  absent?: Said<boolean>;
  /** In a group booking: whether this person has a seat. */
  seat?: Said<boolean>;
}

/**
 * Everything ever said about one uid, each value with its time. Merging is commutative, associative and idempotent, so
 * messages may come in any order and number: the facts end up the same, and rows are derived from them.
 */
export interface Facts {
  state?: SeenState;
  /** Whether anything said makes this an appointment: an absence alone does not. */
  isBooking?: boolean;
  scalars: Partial<{ [K in ScalarName]: Said<Scalars[K]> }>;
  answers: Record<string, Said<{ label: string | null; value: string }>>;
  metadata: Record<string, Said<string>>;
  /** By e-mail, else phone, else name. */
  people: Record<string, Person>;
  /** Every location ever named, and when last. */
  places?: Record<string, Said<true>>;
}

export interface Scalars {
  startMs: number;
  endMs: number;
  title: string;
  eventTypeId: number;
  hosts: CalcomHost[];
  /** Who comes, the booker first: keys of `people`. */
  roster: string[];
  notes: string;
  location: string;
  meetingUrl: string;
  icsUid: string;
  reason: string;
  cancelledBy: string;
  requestReschedule: boolean;
  paid: boolean;
}
type ScalarName = keyof Scalars;

export const NO_FACTS: Facts = { scalars: {}, answers: {}, metadata: {}, people: {} };

/** Later ones are final: nothing undoes them. */
const RANK: Record<SeenState, number> = { pending: 1, accepted: 2, rejected: 3, cancelled: 4, superseded: 5 };

/** A short message about an end or a payment repeats old details, some of them wrong. */
const IN_PASSING = new Set<Sighting["kind"]>(["cancelled", "rejected", "paid", "no_show"]);
const MAKES_BOOKING = new Set<Sighting["kind"]>(["created", "requested", "rescheduled", "cancelled", "rejected", "payment_initiated", "paid", "read"]);

export const keyOf = ({ email, phone, name }: Pick<SeenAttendee, "email" | "phone" | "name">): string => email ?? phone ?? name;

export function factsOf(sighting: Sighting): Facts {
  const { kind, atMs, seats, attendees } = sighting;
  const at = IN_PASSING.has(kind) ? 0 : atMs;
  // The bare name of an app is worth less than a link.
  const placeAt = sighting.location?.startsWith("integrations:") ? 0 : at;
  const scalars: { [K in ScalarName]: readonly [number, Scalars[K] | null] } = {
    startMs: [atMs, sighting.startMs],
    endMs: [atMs, sighting.endMs],
    title: [at, sighting.title],
    eventTypeId: [at, sighting.eventTypeId],
    hosts: [at, sighting.hosts],
    roster: [at, attendees && seats === null && kind !== "no_show" ? attendees.map(keyOf) : null],
    notes: [at, sighting.notes],
    location: [placeAt, sighting.location],
    meetingUrl: [at, sighting.meetingUrl],
    icsUid: [at, sighting.icsUid],
    reason: [atMs, sighting.reason],
    cancelledBy: [atMs, sighting.cancelledBy],
    requestReschedule: [atMs, sighting.requestReschedule || null],
    paid: [atMs, sighting.paid || null],
  };
  return {
    // A seat given back does not end the booking.
    ...(sighting.state && seats !== "released" && { state: sighting.state }),
    ...(MAKES_BOOKING.has(kind) && seats !== "released" && { isBooking: true }),
    scalars: Object.fromEntries(Object.entries(scalars).filter(([, [, value]]) => value !== null)),
    answers: Object.fromEntries(Object.entries(sighting.answers).map(([slug, answer]) => [slug, [at, answer]])),
    metadata: Object.fromEntries(Object.entries(sighting.metadata).map(([key, value]) => [key, [at, value]])),
    people: Object.fromEntries((attendees ?? []).map((attendee) => [keyOf(attendee), personOf(attendee, sighting, at)])),
    ...(placeAt > 0 && { places: placesIn(sighting, placeAt) }),
  };
}

/** Join links are a separate field. A message only about the location implies that there was another one before. */
function placesIn({ kind, location }: Sighting, at: number): Facts["places"] {
  if (location === null || isLink(location)) return {};
  return { ...(kind === "location_updated" && { "": [0, true] as const }), [location]: [at, true] };
}

/** The location the far end changed an appointment to; null while it is the original one. */
export function changedPlace({ places = {} }: Facts): string | null {
  const named = Object.entries(places).sort(([a, [x]], [b, [y]]) => x - y || (a < b ? -1 : 1));
  return named.length > 1 ? named[named.length - 1]![0] : null;
}

function personOf({ name, phone, timeZone, absent }: SeenAttendee, { seats, atMs, attendanceAtMs, kind }: Sighting, at: number): Person {
  return {
    ...(name !== "" && { name: [at, name] as const }),
    ...(phone !== null && { phone: [at, phone] as const }),
    ...(timeZone !== null && { timeZone: [at, timeZone] as const }),
    ...(absent !== null && (kind === "no_show" || kind === "read") && { absent: [attendanceAtMs ?? atMs, absent] as const }),
    ...(seats !== null && { seat: [atMs, seats !== "released"] as const }),
  };
}

export function mergeFacts(a: Facts, b: Facts): Facts {
  const state = [a.state, b.state].filter((each) => each !== undefined).sort((x, y) => RANK[y] - RANK[x])[0];
  return {
    ...(state && { state }),
    ...((a.isBooking || b.isBooking) && { isBooking: true }),
    scalars: latest(a.scalars, b.scalars),
    answers: merge(a.answers, b.answers, (x, y) => labelled(later(x, y), x, y)),
    metadata: latest(a.metadata, b.metadata),
    people: merge(a.people, b.people, latest),
    ...((a.places ?? b.places) && { places: latest(a.places ?? {}, b.places ?? {}) }),
  };
}

/** The API returns answers without labels. */
function labelled(chosen: Facts["answers"][string], ...both: Facts["answers"][string][]): Facts["answers"][string] {
  const label = both.map(([, answer]) => answer.label).filter((each) => each !== null).sort()[0] ?? null;
  return [chosen[0], { ...chosen[1], label }];
}

function latest<T extends object>(a: T, b: T): T {
  return merge(a as Record<string, Said<unknown>>, b as Record<string, Said<unknown>>, later) as T;
}

function merge<T>(a: Record<string, T>, b: Record<string, T>, choose: (x: T, y: T) => T): Record<string, T> {
  const both = Object.entries(b).map(([key, value]) => [key, Object.hasOwn(a, key) ? choose(a[key]!, value) : value] as const);
  return { ...a, ...Object.fromEntries(both) };
}

/** Of two values with the same time, the same one must always win. */
function later<T>(x: Said<T>, y: Said<T>): Said<T> {
  if (x[0] !== y[0]) return x[0] > y[0] ? x : y;
  return JSON.stringify(x[1]) >= JSON.stringify(y[1]) ? x : y;
}
