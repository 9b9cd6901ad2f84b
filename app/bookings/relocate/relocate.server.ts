import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { calcomErrorOf, isOutcomeUnknown } from "#app/calcom/errors.ts";
import type { CallOptions } from "#app/calcom/gateway.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { enqueueJob } from "#app/jobs/enqueue.server.ts";
import { findMade, newCalcomBooking } from "../settling/ask-create.server.ts";
import { linkUid } from "../settling/link.server.ts";
import { noteFacts, superseded } from "../sighting/links.server.ts";
import { relocationCandidates, type Candidate } from "./candidates.server.ts";

const KIND = "relocate-booking";

/** Makes every upcoming appointment without an obstacle at Cal.com too, one job each. @returns how many */
export function relocateAll(app: App): number {
  const ready = relocationCandidates(app).filter(({ obstacle }) => obstacle === null);
  writing(app.db, (tx) => {
    for (const { booking } of ready) enqueueJob(tx, app, { kind: KIND, uniqueKey: `${KIND}:${booking.id}`, payload: { bookingId: booking.id } });
  });
  return ready.length;
}

/**
 * The job for one appointment. An attempt whose answer was lost may have made it, so Cal.com is searched first. A
 * refusal by Cal.com is thrown: the appointment then stays only here.
 */
export async function relocateBooking(app: App, payload: Record<string, unknown>, { signal }: { signal?: AbortSignal }): Promise<void> {
  const { bookingId } = payload as { bookingId: string };
  const found = relocationCandidates(app).find(({ booking }) => booking.id === bookingId);
  if (!found || found.obstacle !== null) return;
  const options: CallOptions = { effort: "job", signal, correlationId: `relocate-${bookingId}` };
  try {
    const made = await findOrMake(app, found, options);
    adopt(app, found, made.status === "pending" && found.booking.status !== "pending" ? await app.gateway.confirmBooking(made.uid, options) : made);
  } catch (error) {
    if (calcomErrorOf(error) === null || !isOutcomeUnknown(error)) throw error;
    // Looking too soon would miss a call that is still on its way.
    writing(app.db, (tx) => enqueueJob(tx, app, { kind: KIND, uniqueKey: `${KIND}:${bookingId}`, payload: { bookingId }, dueAt: app.clock() + app.farEnd.settleAfterMs }));
  }
}

async function findOrMake(app: App, { booking }: Candidate, options: CallOptions): Promise<CalcomBooking> {
  const operation = { requestId: `relocated-${booking.id}`, targetStaffId: booking.staffId, targetStartsAt: booking.startsAt, targetEndsAt: booking.endsAt, payload: {} };
  const question = { app, booking, options, operation };
  const known = await findMade(question);
  if (known && known.status !== "cancelled" && known.status !== "rejected") return known;
  return app.gateway.createBooking(newCalcomBooking(question), options);
}

/** From now on every change of it goes to Cal.com. */
function adopt(app: App, { booking, uid }: Candidate, made: CalcomBooking): void {
  writing(app.db, (tx) => {
    noteFacts(tx, app, uid, superseded);
    linkUid(tx, app, booking.id, { ...made, rescheduledFromUid: null });
    const status = made.status === "pending" ? "pending" : booking.status === "pending" ? "confirmed" : booking.status;
    const meetingUrl = made.meetingUrl ?? booking.meetingUrl;
    tx.update(bookings).set({ status, meetingUrl, version: booking.version + 1, updatedAt: app.clock() }).where(eq(bookings.id, booking.id)).run();
    recordEvent(tx, app, {
      subjectType: "booking",
      subjectId: booking.id,
      actor: "system:moved to Cal.com",
      source: "job",
      action: "made at Cal.com",
      correlationId: `relocate-${booking.id}`,
      data: {},
    });
  });
}
