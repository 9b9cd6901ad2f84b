import { and, eq, lt, or } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { holds } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { blockers } from "#app/availability/blockers.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { blockedTime } from "./booking.ts";
import { timeTaken } from "./guard.server.ts";
import { offeredStaff } from "./offered.server.ts";
import { assertBookingOn } from "./settling/booking-switch.server.ts";

/** How long a time is held while its form is filled in. */
const HOLD_MS = 5 * MINUTE_MS;

export type Hold = typeof holds.$inferSelect;

interface HoldRequest {
  /** The visitor, hashed. */
  holder: string;
  /** One person, or everyone who does the service at the branch: the first who is free is held. */
  offerings: Offering[];
  durationMinutes: number;
  startMs: number;
  correlationId?: string;
}

/**
 * Hold a time for a visitor. A visitor has one hold: a new one releases the old.
 *
 * @throws AppError conflict on `start` when nobody is free then; upstream_down while switched off, before anybody fills
 *   in a form
 */
export async function holdTime(app: App, request: HoldRequest): Promise<Hold> {
  assertBookingOn(app);
  const candidates = await offeredStaff(app, request);
  return writing(app.db, (tx) => {
    const nowMs = app.clock();
    const own = and(eq(holds.purpose, "form"), eq(holds.holder, request.holder));
    tx.delete(holds).where(or(own, lt(holds.expiresAt, nowMs))).run();
    const offering = candidates.find((candidate) => isFree(app, request, candidate, nowMs));
    if (!offering) throw timeTaken();
    const { startsAt, endsAt } = span(request);
    return tx
      .insert(holds)
      .values({
        id: newId(app.random),
        purpose: "form",
        holder: request.holder,
        staffId: offering.staff.id,
        serviceId: offering.service.id,
        startsAt,
        endsAt,
        ...blockedTime(startsAt, endsAt, offering.service),
        expiresAt: nowMs + HOLD_MS,
      })
      .returning()
      .get();
  });
}

function isFree(app: App, request: HoldRequest, { staff, service }: Offering, nowMs: number): boolean {
  const { startsAt, endsAt } = span(request);
  const { blockedFrom, blockedUntil } = blockedTime(startsAt, endsAt, service);
  return blockers(app.db, { staffId: staff.id, from: blockedFrom, until: blockedUntil, holder: request.holder, nowMs }).length === 0;
}

function span({ startMs, durationMinutes }: HoldRequest) {
  return { startsAt: startMs, endsAt: startMs + durationMinutes * MINUTE_MS };
}

/** The visitor's hold, while it lasts. */
export function currentHold(app: App, holder: string): Hold | null {
  const hold = app.db.select().from(holds).where(and(eq(holds.purpose, "form"), eq(holds.holder, holder))).get();
  return hold && hold.expiresAt >= app.clock() ? hold : null;
}

/**
 * The holder of the hold named in the URL, for visitors without cookies, who would otherwise be blocked by their own
 * hold.
 */
export function holderOf(app: App, holdId: string | undefined): string | null {
  if (holdId === undefined) return null;
  const hold = app.db.select().from(holds).where(and(eq(holds.purpose, "form"), eq(holds.id, holdId))).get();
  return hold && hold.expiresAt >= app.clock() ? hold.holder : null;
}
