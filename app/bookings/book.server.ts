import { and, eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { bookings, holds } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { normaliseEmail } from "#app/auth/email.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import type { Offering } from "#app/catalog/model.ts";
import { AppError, reasonOf } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { optInSms } from "#app/notifications/sms-consent.server.ts";
import { readAnswers, type TypedAnswers } from "./forms/answers.ts";
import { blockedTime, type Booking } from "./booking.ts";
import { customerId } from "./customer.server.ts";
import { assertFree, isOverlap, timeTaken } from "./guard.server.ts";
import { guestLink, issueGuestLink } from "./guest-link.server.ts";
import { currentHold } from "./hold.server.ts";
import { offeredStaff } from "./offered.server.ts";
import { assertBookingOn } from "./settling/booking-switch.server.ts";
import { bodyHash, findRepeated, forgetRepeatable, isUnsettled, openOperation, type Idempotency, type Operation } from "./settling/operation.server.ts";
import { finish } from "./settling/finish.server.ts";

export interface BookRequest {
  /** One person, or everyone who does the service at the branch. */
  offerings: Offering[];
  startMs: number;
  durationMinutes: number;
  /** Only the desk books for somebody without an e-mail address, who then has a phone number. */
  attendee: { name: string; email?: string; phone?: string; timeZone: string };
  /** The account to book for, if the desk chose one. */
  customerId?: string;
  /** Why the desk sets hours, notice, window and limits aside. It never allows double booking. */
  override?: string;
  guests: string[];
  notes: string;
  answers: TypedAnswers;
  /** Whether the customer asked for texts at their number. */
  textMe?: boolean;
  /** "<service> with <person>" when unset. */
  title?: string;
  /** New for every rendered form, so that a form sent twice books once. */
  idempotencyKey: string;
  /** The visitor, hashed; null for one without a cookie. */
  holder: string | null;
  source: "web" | "api" | "admin" | "import";
  /** No messages are sent about the new booking. */
  isQuiet?: boolean;
  correlationId: string;
}

export interface Booked {
  bookingId: string;
  /** Of the private link. */
  token: string;
  outcome: "confirmed" | "pending" | "unknown";
}

/**
 * Book: record the operation under the overlap guard, ask the far end, settle its answer.
 *
 * @throws AppError conflict on `start` when the time is gone; invalid with `answers.<slug>`; upstream_down. Whenever it
 *   throws, nothing was booked.
 */
export async function bookAppointment(app: App, viewer: Viewer | null, request: BookRequest): Promise<Booked> {
  assertBookingOn(app);
  const answers = checkedAnswers(request);
  const idempotency = idempotencyOf(request);
  const repeated = findRepeated(app, idempotency);
  if (repeated) return booked(app, repeated.bookingId);
  for (const offering of await candidates(app, request, idempotency)) {
    const intention = intend(app, viewer, request, offering, answers, idempotency);
    if (intention === "taken") continue;
    if ("repeated" in intention) return booked(app, intention.repeated.bookingId);
    const { booking, operation } = intention;
    const answer = await finish(app, operation, booking, { effort: "write", correlationId: request.correlationId });
    if (answer.outcome !== "refused") return booked(app, booking.id);
    if (reasonOf(answer.error) !== "slot_unavailable") throw answer.error;
  }
  throw timeTaken();
}

function checkedAnswers({ offerings, answers }: BookRequest): Record<string, string> {
  const read = readAnswers(offerings[0]?.service.questions ?? [], answers);
  const fields = Object.fromEntries(Object.entries(read.faults).map(([slug, fault]) => [`answers.${slug}`, fault]));
  if (Object.keys(fields).length > 0) throw new AppError("invalid", "Please look at the questions again.", { fields });
  return read.answers;
}

function idempotencyOf({ offerings, idempotencyKey, holder, correlationId: _, isQuiet: _quiet, override: _reason, ...rest }: BookRequest): Idempotency {
  const people = offerings.map((offering) => `${offering.service.id} ${offering.branch.id} ${offering.staff.id}`);
  // A visitor without a cookie is identified by the key alone, which nobody else can guess.
  return { scope: holder ?? "no cookie", key: idempotencyKey, bodyHash: bodyHash([people, rest]) };
}

/** The people free at that time; the one held for this visitor first. */
async function candidates(app: App, request: BookRequest, idempotency: Idempotency): Promise<Offering[]> {
  if (request.override !== undefined) return request.offerings;
  const offered = await offeredStaff(app, request).catch((error: unknown) => {
    // The same form sent twice at once has taken its own time: recording the operation will find the other's booking.
    if (findRepeated(app, idempotency)) return request.offerings;
    throw error;
  });
  const held = request.holder === null ? null : currentHold(app, request.holder);
  if (held?.startsAt !== request.startMs) return offered;
  return [...offered].sort((a, b) => Number(b.staff.id === held.staffId) - Number(a.staff.id === held.staffId));
}

type Intention = { booking: Booking; operation: Operation } | { repeated: Operation } | "taken";

function intend(app: App, viewer: Viewer | null, request: BookRequest, offering: Offering, answers: Record<string, string>, idempotency: Idempotency): Intention {
  try {
    return writing(app.db, (tx) => {
      const repeated = findRepeated(app, idempotency);
      if (repeated) return { repeated };
      const row = newRow(app, request, offering, answers);
      assertFree(app.db, { staffId: offering.staff.id, from: row.blockedFrom, until: row.blockedUntil, holder: request.holder, nowMs: app.clock() });
      const userId = customerId(tx, app, viewer, request);
      const booking = tx.insert(bookings).values({ ...row, userId }).returning().get();
      if (request.textMe && row.attendeePhone) optInSms(tx, { userId, phone: row.attendeePhone, nowMs: app.clock() });
      const actor = viewer ? actorOf(viewer) : "guest";
      forgetRepeatable(tx, idempotency);
      const operation = openOperation(tx, app, {
        bookingId: booking.id,
        kind: "create",
        actor,
        source: request.source === "import" ? "admin" : request.source,
        payload: { ...(request.isQuiet && { isQuiet: true }), ...(request.override !== undefined && { override: request.override }) },
        correlationId: request.correlationId,
        idempotencyScope: idempotency.scope,
        idempotencyKey: idempotency.key,
        bodyHash: idempotency.bodyHash,
        targetStaffId: offering.staff.id,
        targetStartsAt: row.startsAt,
        targetEndsAt: row.endsAt,
        blockedFrom: row.blockedFrom,
        blockedUntil: row.blockedUntil,
      });
      issueGuestLink(tx, app, booking.id);
      // From here on the booking itself blocks the time.
      if (request.holder !== null) tx.delete(holds).where(and(eq(holds.purpose, "form"), eq(holds.holder, request.holder))).run();
      return { booking, operation };
    });
  } catch (error) {
    if (isOverlap(error) || (error instanceof AppError && reasonOf(error) === "slot_unavailable")) return "taken";
    throw error;
  }
}

function newRow(app: App, request: BookRequest, { service, branch, staff }: Offering, answers: Record<string, string>) {
  const { attendee, startMs } = request;
  const endsAt = startMs + request.durationMinutes * MINUTE_MS;
  const id = newId(app.random);
  const nowMs = app.clock();
  const email = attendee.email === undefined ? null : normaliseEmail(attendee.email);
  return {
    id,
    serviceId: service.id,
    staffId: staff.id,
    branchId: branch.id,
    startsAt: startMs,
    endsAt,
    ...blockedTime(startMs, endsAt, service),
    timeZone: attendee.timeZone,
    venueTimeZone: branch.timeZone,
    title: request.title?.trim() || `${service.name} with ${staff.name}`,
    attendeeName: attendee.name,
    attendeeEmail: email,
    attendeePhone: attendee.phone ?? null,
    attendees: [{ name: attendee.name, email, phone: attendee.phone ?? null, timeZone: attendee.timeZone }],
    guests: [...new Set(request.guests.map(normaliseEmail))],
    answers,
    location: service.place === "branch" ? branch.address : null,
    notes: request.notes.trim() || null,
    agenda: service.agenda || null,
    metadata: {},
    status: "pending" as const,
    source: request.source,
    guarded: true,
    ownFields: [],
    icsUid: `${id}@frontdesk`,
    createdAt: nowMs,
    updatedAt: nowMs,
  };
}

function booked(app: App, bookingId: string): Booked {
  const row = app.db.select({ status: bookings.status }).from(bookings).where(eq(bookings.id, bookingId)).get();
  return { bookingId, token: guestLink(app, bookingId), outcome: isUnsettled(app.db, bookingId, "create") ? "unknown" : row?.status === "pending" ? "pending" : "confirmed" };
}
