import { createHash } from "node:crypto";
import { and, eq, gt, inArray, lt, ne } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { bookings, operations } from "#db/schema/bookings.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import { blockers } from "#app/availability/blockers.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { offering, staffFor } from "#app/catalog/queries.server.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { blockedTime, LIVE_STATUSES } from "../booking.ts";
import { readAnswers } from "../forms/answers.ts";
import type { BookRequest } from "../book.server.ts";
import { referenceOf } from "../reference.ts";
import type { ImportRow } from "./run.server.ts";
import { timeOf } from "./time-of.ts";

type ImportRequest = Pick<BookRequest, "offerings" | "startMs" | "durationMinutes" | "attendee" | "guests" | "notes" | "title" | "idempotencyKey">;

export type Verdict = { verdict: "book"; request: ImportRequest } | { verdict: "there"; bookingId: string; isOurs: boolean } | { verdict: "cannot"; reason: string };

const cannot = (reason: string): Verdict => ({ verdict: "cannot", reason });

/** What would become of a row now. Writes nothing. Whether the person works at that hour is asked when it is booked. */
export function checkRow(db: Db, { cells, line, runId }: Pick<ImportRow, "cells" | "line" | "runId">, nowMs: number): Verdict {
  if (cells.status && !["confirmed", "rescheduled", "pending"].includes(cells.status.toLowerCase())) return cannot(`It is ${cells.status.toLowerCase()}`);
  if (!cells.name) return cannot("It has no name");
  if (!z.email().safeParse(cells.email).success) return cannot(cells.email ? `Not an e-mail address: ${cells.email}` : "It has no e-mail address");
  const phone = cells.phone ? phoneNumber(cells.phone) : null;
  if (cells.phone && !phone) return cannot(`Not a phone number with its country code: ${cells.phone}`);
  const guests = (cells.guests ?? "").split(/[;,]/).map((guest) => guest.trim()).filter(Boolean);
  if (guests.some((guest) => !z.email().safeParse(guest).success)) return cannot("A guest’s e-mail address cannot be read");
  const offerings = offeringsNamed(db, cells);
  if (typeof offerings === "string") return cannot(offerings);
  const [first] = offerings as [Offering];
  const time = timeOf(cells, first.branch.timeZone);
  if ("refused" in time) return cannot(time.refused);
  const durationMinutes = time.durationMinutes ?? first.service.durationsMinutes[0]!;
  if (!first.service.durationsMinutes.includes(durationMinutes)) return cannot(`${first.service.name} is not offered at ${durationMinutes} minutes`);
  const { startMs } = time;
  const attendee = { name: cells.name, email: cells.email!.toLowerCase(), ...(phone && { phone }), timeZone: time.zone };
  const said = { startMs, durationMinutes, attendee, guests, notes: cells.notes ?? "", ...(cells.title && { title: cells.title }) };
  const idempotencyKey = `import:${createHash("sha256").update(JSON.stringify([first.service.id, first.branch.id, cells.staff?.toLowerCase() ?? "", said])).digest("hex")}`;
  const made = madeOf(db, idempotencyKey);
  const there = made?.bookingId ?? alikeIn(db, offerings, attendee.email, startMs);
  if (there) return { verdict: "there", bookingId: there, isOurs: made !== null && made.correlationId === correlationOf({ runId, line }) };
  if (startMs <= nowMs) return cannot("It is in the past");
  if (Object.keys(readAnswers(first.service.questions, {}).faults).length > 0) return cannot(`${first.service.name} asks questions that a file has no answers to`);
  const free = offerings.filter((one) => blockers(db, { staffId: one.staff.id, ...takes(startMs, durationMinutes, one), nowMs, holder: null }).length === 0);
  if (free.length === 0) return cannot(overlapWith(db, offerings, startMs, durationMinutes));
  return { verdict: "book", request: { ...said, offerings: free, idempotencyKey } };
}

/** The time a row takes of a person, buffers included. */
export function takes(startMs: number, durationMinutes: number, { service }: Offering): { from: number; until: number } {
  const { blockedFrom, blockedUntil } = blockedTime(startMs, startMs + durationMinutes * 60_000, service);
  return { from: blockedFrom, until: blockedUntil };
}

/** Whom a row can be booked with; a sentence when nobody. */
function offeringsNamed(db: Db, cells: Record<string, string>): Offering[] | string {
  const same = (said: string | undefined, { name, slug }: { name: string; slug: string }) => [name.toLowerCase(), slug].includes(said?.toLowerCase() ?? "");
  const service = db.select().from(services).all().find((one) => one.active && same(cells.service, one));
  if (!service) return `Unknown service: ${cells.service || "none"}`;
  const all = db.select().from(branches).all().filter((one) => one.active);
  const asked = cells.branch ? all.filter((one) => same(cells.branch, one)) : all;
  if (cells.branch && asked.length === 0) return `Unknown branch: ${cells.branch}`;
  if (cells.staff && !db.select().from(staff).all().some((one) => same(cells.staff, one))) return `Unknown person: ${cells.staff}`;
  const found = asked.map((branch) => staffFor(db, { branchId: branch.id, serviceId: service.id }).filter((person) => !cells.staff || same(cells.staff, person)).flatMap((person) => offering(db, { serviceId: service.id, branchId: branch.id, staffId: person.id }) ?? []));
  const able = found.filter((some) => some.length > 0);
  if (able.length === 0) return `${cells.staff || "Nobody"} ${cells.staff ? "does not do" : "does"} ${service.name}${cells.branch ? ` at ${cells.branch}` : ""}`;
  return able.length > 1 ? "It does not say at which branch" : able[0]!;
}

/** Names what a row of a run asked for: in its operation and in history. */
export const correlationOf = ({ runId, line }: Pick<ImportRow, "runId" | "line">) => `import:${runId}:${line}`;

/** What an earlier attempt at the same row booked, also when the process ended right after. */
function madeOf(db: Db, key: string): { bookingId: string; correlationId: string | null } | null {
  const made = db.select({ bookingId: operations.bookingId, correlationId: operations.correlationId }).from(operations).where(and(eq(operations.idempotencyScope, "no cookie"), eq(operations.idempotencyKey, key), ne(operations.state, "refused"))).get();
  return made ?? null;
}

function alikeIn(db: Db, offerings: Offering[], email: string, startMs: number): string | null {
  const found = db.select({ id: bookings.id }).from(bookings).where(and(inArray(bookings.staffId, offerings.map((one) => one.staff.id)), eq(bookings.startsAt, startMs), eq(bookings.attendeeEmail, email), eq(bookings.serviceId, offerings[0]!.service.id), inArray(bookings.status, [...LIVE_STATUSES]))).get();
  return found?.id ?? null;
}

function overlapWith(db: Db, offerings: Offering[], startMs: number, durationMinutes: number): string {
  const [one] = offerings as [Offering];
  if (offerings.length > 1) return "Nobody is free then";
  const { from, until } = takes(startMs, durationMinutes, one);
  const met = db.select({ id: bookings.id, name: bookings.attendeeName }).from(bookings).where(and(eq(bookings.staffId, one.staff.id), inArray(bookings.status, [...LIVE_STATUSES]), lt(bookings.blockedFrom, until), gt(bookings.blockedFrom, from - 3 * 86_400_000), gt(bookings.blockedUntil, from))).get();
  return met ? `${one.staff.name} has ${met.name} then (${referenceOf(met.id)})` : `${one.staff.name} is not free then`;
}
