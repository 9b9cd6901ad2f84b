import { createHash } from "node:crypto";
import { and, eq, gt, inArray, lt, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { bookings, operations } from "#db/schema/bookings.ts";
import { blockers } from "#app/availability/blockers.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { blockedTime, LIVE_STATUSES } from "../booking.ts";
import type { BookRequest } from "../book.server.ts";
import { referenceOf } from "../reference.ts";
import { answersOf } from "./answers-of.ts";
import type { OfferingsNamed } from "./offerings-named.server.ts";
import type { ImportRow } from "./run.server.ts";
import { timeOf } from "./time-of.ts";

type ImportRequest = Pick<BookRequest, "offerings" | "startMs" | "durationMinutes" | "attendee" | "guests" | "notes" | "title" | "answers" | "idempotencyKey">;

export type Verdict = { verdict: "book"; request: ImportRequest } | { verdict: "there"; bookingId: string; isOurs: boolean } | { verdict: "cannot"; reason: string };

const cannot = (reason: string): Verdict => ({ verdict: "cannot", reason });

/** What importing a row now would do. Writes nothing. Does not check whether its time is on offer. */
export function checkRow(db: Db, { cells, line, runId }: Pick<ImportRow, "cells" | "line" | "runId">, named: OfferingsNamed, nowMs: number): Verdict {
  if (cells.status && !["confirmed", "rescheduled", "pending"].includes(cells.status.toLowerCase())) return cannot(`It is ${cells.status.toLowerCase()}`);
  if (!cells.name) return cannot("It has no name");
  if (cells.email && !z.email().safeParse(cells.email).success) return cannot(`Not an e-mail address: ${cells.email}`);
  const phone = cells.phone ? phoneNumber(cells.phone) : null;
  if (cells.phone && !phone) return cannot(`Not a phone number with its country code: ${cells.phone}`);
  if (!cells.email && !phone) return cannot("It has neither an e-mail address nor a phone number");
  const guests = (cells.guests ?? "").split(/[;,]/).map((guest) => guest.trim()).filter(Boolean);
  if (guests.some((guest) => !z.email().safeParse(guest).success)) return cannot("A guest’s e-mail address cannot be read");
  const offerings = named(cells);
  if (typeof offerings === "string") return cannot(offerings);
  const [first] = offerings as [Offering];
  const time = timeOf(cells, first.branch.timeZone);
  if ("refused" in time) return cannot(time.refused);
  const durationMinutes = time.durationMinutes ?? first.service.durationsMinutes[0]!;
  if (!first.service.durationsMinutes.includes(durationMinutes)) return cannot(`${first.service.name} is not offered at ${durationMinutes} minutes`);
  const { startMs } = time;
  const attendee = { name: cells.name, ...(cells.email && { email: cells.email.toLowerCase() }), ...(phone && { phone }), timeZone: time.zone };
  const said = { startMs, durationMinutes, attendee, guests, notes: cells.notes ?? "", ...(cells.title && { title: cells.title }) };
  const idempotencyKey = `import:${createHash("sha256").update(JSON.stringify([first.service.id, first.branch.id, cells.staff?.toLowerCase() ?? "", said])).digest("hex")}`;
  const made = madeOf(db, idempotencyKey);
  const there = made?.bookingId ?? alikeIn(db, offerings, attendee, startMs);
  if (there) return { verdict: "there", bookingId: there, isOurs: made !== null && made.correlationId === correlationOf({ runId, line }) };
  if (startMs <= nowMs) return cannot("It is in the past");
  const given = answersOf(first.service, cells);
  if ("refused" in given) return cannot(given.refused);
  const free = offerings.filter((one) => blockers(db, { staffId: one.staff.id, ...takes(startMs, durationMinutes, one), nowMs, holder: null }).length === 0);
  if (free.length === 0) return cannot(overlapWith(db, offerings, startMs, durationMinutes));
  return { verdict: "book", request: { ...said, answers: given.answers, offerings: free, idempotencyKey } };
}

/** The time a row takes of a person, buffers included. */
export function takes(startMs: number, durationMinutes: number, { service }: Offering): { from: number; until: number } {
  const { blockedFrom, blockedUntil } = blockedTime(startMs, startMs + durationMinutes * 60_000, service);
  return { from: blockedFrom, until: blockedUntil };
}

/** The correlation id of a row of a run, in its operation and in the history. */
export const correlationOf = ({ runId, line }: Pick<ImportRow, "runId" | "line">) => `import:${runId}:${line}`;

/** What an earlier attempt at the same row booked, even if the process was killed right after. */
function madeOf(db: Db, key: string): { bookingId: string; correlationId: string | null } | null {
  return statements(db).made.get({ key }) ?? null;
}

/** The same customer, by e-mail address or, without one, by phone number and name: a family may share a number. */
function alikeIn(db: Db, offerings: Offering[], { name, email, phone }: BookRequest["attendee"], startMs: number): string | null {
  const begun = offerings.flatMap(({ staff, service }) => statements(db).begun.all({ staffId: staff.id, startMs, serviceId: service.id }));
  return begun.find((one) => one.name.toLowerCase() === name.toLowerCase() && (email ? one.email === email : one.phone === phone))?.id ?? null;
}

function overlapWith(db: Db, offerings: Offering[], startMs: number, durationMinutes: number): string {
  const [one] = offerings as [Offering];
  if (offerings.length > 1) return "Nobody is free then";
  const { from, until } = takes(startMs, durationMinutes, one);
  const met = db
    .select({ id: bookings.id, name: bookings.attendeeName })
    .from(bookings)
    .where(
      and(
        eq(bookings.staffId, one.staff.id),
        inArray(bookings.status, [...LIVE_STATUSES]),
        lt(bookings.blockedFrom, until),
        gt(bookings.blockedFrom, from - 3 * 86_400_000),
        gt(bookings.blockedUntil, from),
      ),
    )
    .get();
  return met ? `${one.staff.name} has ${met.name} then (${referenceOf(met.id)})` : `${one.staff.name} is not free then`;
}

const statements = prepared((db) => ({
  made: db
    .select({ bookingId: operations.bookingId, correlationId: operations.correlationId })
    .from(operations)
    .where(and(eq(operations.idempotencyScope, "no cookie"), eq(operations.idempotencyKey, sql.placeholder("key")), ne(operations.state, "refused")))
    .prepare(),
  begun: db
    .select({ id: bookings.id, name: bookings.attendeeName, email: bookings.attendeeEmail, phone: bookings.attendeePhone })
    .from(bookings)
    .where(
      and(
        eq(bookings.staffId, sql.placeholder("staffId")),
        eq(bookings.startsAt, sql.placeholder("startMs")),
        eq(bookings.serviceId, sql.placeholder("serviceId")),
        inArray(bookings.status, [...LIVE_STATUSES]),
      ),
    )
    .prepare(),
}));
