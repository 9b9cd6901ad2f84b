import { Temporal } from "temporal-polyfill";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { readChoice } from "#app/availability/choice.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { hasSms } from "#app/notifications/sms/has-sms.ts";
import { bookAppointment, type Booked, type BookRequest } from "../book.server.ts";
import { byRulesOrReason, isNotOnOffer } from "../exception.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import type { CallerForm } from "./caller-form.ts";

/**
 * Book for a caller. A time that is not on offer can be booked with a reason, which is kept in the history: it sets
 * hours, notice, window and limits aside, but never allows double booking.
 *
 * @throws AppError forbidden; not_found for a service or person that is not there; conflict on `start` or `time`, and
 *   on
 * `override` while the reason is missing; invalid on a field; upstream_down. Whenever it throws, nothing was booked.
 */
export async function bookForCaller(app: App, viewer: Viewer, form: CallerForm, { correlationId }: { correlationId: string }): Promise<Booked> {
  assertAdministrator(viewer);
  const { offerings, durationMinutes, branch } = readChoice(app, form.service, { branch: form.branch, staff: form.staff, duration: form.duration });
  const field = form.time === undefined ? "start" : "time";
  const request: BookRequest = {
    offerings,
    durationMinutes,
    startMs: form.time === undefined ? (form.start as number) : instantAt(form.date, form.time, branch.timeZone),
    attendee: { name: form.name, email: form.email, phone: form.phone, timeZone: branch.timeZone },
    customerId: form.customer,
    guests: form.guests,
    notes: form.notes ?? "",
    answers: form.answers ?? {},
    textMe: form.textMe === true && hasSms(app),
    idempotencyKey: form.key ?? newId(app.random),
    holder: null,
    source: "admin",
    correlationId,
  };
  if (request.startMs <= app.clock()) throw refused(field, "That time has passed. No calendar takes an appointment in the past.");
  try {
    return await byRulesOrReason(form.override, (override) => bookAppointment(app, viewer, { ...request, override }));
  } catch (error) {
    if (!isNotOnOffer(error)) throw error;
    if (!form.override)
      throw refused(
        "override",
        "That time is not on offer: it is outside the hours, too soon, too far ahead, over a limit, or taken. Write a reason to book it all the same.",
        error,
      );
    throw refused(field, "That time cannot be booked, with a reason either: there is another appointment, a time kept for somebody or blocked time, or the calendar refuses it.", error);
  }
}

function refused(field: "start" | "time" | "override", sentence: string, cause?: unknown): AppError {
  return new AppError("conflict", sentence, { fields: { [field]: sentence }, cause: cause ?? { code: "slot_unavailable" } });
}

/** A time of day in the branch's zone; once a year an hour does not exist. */
function instantAt(date: string, time: string, zone: string): number {
  const asked = Temporal.PlainDateTime.from(`${date}T${time}`);
  const at = asked.toZonedDateTime(zone);
  if (!at.toPlainDateTime().equals(asked)) throw refused("time", "Clocks change that night: this time does not exist on that day.");
  return at.epochMilliseconds;
}
