import type { Db } from "#db/client.ts";
import { blockers, taken, type BlockerQuery } from "#app/availability/blockers.server.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Booking } from "./booking.ts";

/**
 * Refuse a time that overlaps an appointment, the target of an open operation, another visitor's hold or blocked time.
 * Call it inside the immediate transaction that takes the time; the triggers are its backstop.
 */
export function assertFree(db: Db, query: BlockerQuery): void {
  if (blockers(db, query).length > 0) throw timeTaken();
}

/**
 * Whether an appointment at this time would overlap another one of the person, or the target of a change under way. The
 * far end's decision stands anyway, but the row is then stored unguarded. Visitors' holds do not count, nor does time
 * the desk blocked after the change began.
 */
export function meetsAnother(db: Db, { id, staffId, blockedFrom, blockedUntil }: Pick<Booking, "id" | "staffId" | "blockedFrom" | "blockedUntil">): boolean {
  return taken(db, { staffId: staffId ?? "", from: blockedFrom, until: blockedUntil, nowMs: Infinity, holder: null, exceptBookingId: id }).length > 0;
}

/** The refusal every form can handle: on the field `start`, with other times offered. */
export function timeTaken(cause?: unknown): AppError {
  return new AppError("conflict", "That time was just taken. Please choose another one.", {
    fields: { start: "That time was just taken." },
    cause: cause ?? { code: "slot_unavailable" },
  });
}

/** The trigger's error for the same refusal. */
export function isOverlap(error: unknown): boolean {
  for (let at = error as { message?: string; cause?: unknown } | undefined; at instanceof Error; at = at.cause as Error | undefined) {
    if (at.message.includes("booking_overlap")) return true;
  }
  return false;
}
