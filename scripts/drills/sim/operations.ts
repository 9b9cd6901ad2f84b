import type { App } from "#app/app.server.ts";
import { markAttendance } from "#app/bookings/attendance.server.ts";
import { bookAppointment, type BookRequest } from "#app/bookings/book.server.ts";
import { cancelBooking } from "#app/bookings/cancel.server.ts";
import { confirmBooking, declineBooking } from "#app/bookings/decide.server.ts";
import { editBooking } from "#app/bookings/edit.server.ts";
import { moveBooking } from "#app/bookings/move.server.ts";
import { reassignBooking } from "#app/bookings/reassign.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { dismissOperation, retryOperation } from "#app/bookings/settling/unsettled.server.ts";
import { branchBySlug, serviceBySlug, staffBySlug, staffFor } from "#app/catalog/queries.server.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import type { Chance } from "../../seed/chance.ts";
import type { Fate } from "./fate.ts";
import { ADMIN, STARTS_AT } from "./practice.ts";

/** One step. Chosen in advance; which booking it concerns is decided when it runs. */
export interface Step {
  number: number;
  kind: Kind;
  /** Milliseconds after the previous step. */
  gapMs: number;
}

const WEIGHTS = { book: 20, again: 4, move: 9, cancel: 7, confirm: 4, decline: 2, edit: 3, reassign: 3, look: 2, farMove: 3, farCancel: 3, farConfirm: 2, farBook: 3 };
/** Of appointments that have begun: from the desk, and at the far end. */
const MARKS = ["absent", "absent", "present", "farAbsent", "farAbsent", "farPresent"] as const;
export type Kind = keyof typeof WEIGHTS | (typeof MARKS)[number];
const KINDS = (Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]).flatMap((kind) => Array.from({ length: WEIGHTS[kind] }, () => kind));
const GAPS_MS = [0, 0, 40, 1_000, 8_000, 30_000];

export function stepsOf(fate: Fate, count: number): Step[] {
  const chance = fate.chance("steps");
  return Array.from({ length: count }, (_, number) => ({ number, kind: chance.pick(KINDS), gapMs: chance.pick(GAPS_MS) }));
}

/** Attendance is marked after everything else, so that a seed's other steps do not depend on it. */
export function marksOf(fate: Fate, count: number, from: number): Step[] {
  const chance = fate.chance("marks");
  return Array.from({ length: count }, (_, n) => ({ number: from + n, kind: chance.pick(MARKS), gapMs: chance.pick(GAPS_MS) }));
}

/** What was sent and answered, which the product has to honour. */
export interface Form {
  request: BookRequest;
  /** null: no answer, as the process was killed, or a refusal. */
  answer: { bookingId: string; outcome: string } | null;
}

export interface Promises {
  forms: Form[];
  /** Told that they are cancelled, with the uids they had then: two rows may turn out to be one appointment. */
  cancelled: Map<string, string[]>;
}

/** @throws what the product throws: AppError for a refusal */
export async function take(step: Step, app: App, promises: Promises, chance: Chance): Promise<void> {
  const correlationId = `step-${step.number}`;
  if (step.kind === "book") return book(app, { request: formOf(app, step, chance), answer: null }, promises, correlationId);
  if (step.kind === "again") {
    const form = promises.forms.length > 0 ? chance.pick(promises.forms) : null;
    return form ? book(app, form, promises, correlationId) : undefined;
  }
  if (step.kind === "look") return look(app, chance, correlationId);
  const id = idOf(app, step.kind, chance);
  if (id === null) return;
  switch (step.kind) {
    case "move":
      return void (await moveBooking(app, ADMIN, id, { startMs: startOf(chance), correlationId }));
    case "cancel": {
      const { status } = await cancelBooking(app, ADMIN, id, { reason: "ill", correlationId });
      if (status === "cancelled") promises.cancelled.set(id, app.db.$client.prepare("SELECT uid FROM calcom_links WHERE booking_id = ?").pluck().all(id) as string[]);
      return;
    }
    case "confirm":
      return void (await confirmBooking(app, ADMIN, id, { correlationId }));
    case "decline":
      return void (await declineBooking(app, ADMIN, id, { reason: "full", correlationId }));
    case "edit":
      return void (await editBooking(app, ADMIN, id, { version: getBooking(app, ADMIN, id).version, notes: `Note ${step.number}`, ...(chance.is(0.5) && { addGuests: [`guest-${step.number}@example.com`] }), correlationId }));
    case "absent":
    case "present":
      return void (await markAttendance(app, ADMIN, id, { absent: step.kind === "absent", correlationId }));
    case "reassign":
      return void (await reassignBooking(app, ADMIN, id, { staffId: staffBySlug(app.db, chance.pick(PEOPLE))!.id, correlationId }));
  }
}

async function book(app: App, form: Form, promises: Promises, correlationId: string): Promise<void> {
  if (!promises.forms.includes(form)) promises.forms.push(form);
  const { bookingId, outcome } = await bookAppointment(app, null, { ...form.request, correlationId });
  form.answer = { bookingId, outcome };
}

const PEOPLE = ["ana-costa", "ben-reis"];
const SERVICES = ["consultation", "consultation", "massage", "fitting"];
/** Few enough for conflicts. */
const DAYS = [3, 4];

/** A half hour of a working day next week, far enough away that nothing of it passes. */
export function startOf(chance: Chance): number {
  const midnight = Math.floor(STARTS_AT / DAY_MS) * DAY_MS;
  return midnight + chance.pick(DAYS) * DAY_MS + 9 * HOUR_MS + chance.between(0, 13) * 30 * MINUTE_MS;
}

function formOf({ db }: App, { number }: Step, chance: Chance): BookRequest {
  const branch = branchBySlug(db, "lisbon")!;
  const service = serviceBySlug(db, chance.pick(SERVICES))!;
  const people = staffFor(db, { branchId: branch.id, serviceId: service.id });
  const chosen = chance.is(0.4) ? people : [chance.pick(people)];
  return {
    offerings: chosen.map(({ eventTypeId, ...staff }) => ({ branch, service, staff, eventTypeId })),
    startMs: startOf(chance),
    durationMinutes: service.durationsMinutes[0]!,
    attendee: { name: `Visitor ${number}`, email: `visitor-${number}@example.com`, timeZone: "Europe/Lisbon" },
    guests: [],
    notes: "",
    answers: {},
    idempotencyKey: `form-${number}`,
    holder: `visitor-${number}`,
    source: "web",
    correlationId: `step-${number}`,
  };
}

function idOf({ db }: App, kind: Kind, chance: Chance): string | null {
  const statuses = kind === "confirm" || kind === "decline" ? "('pending')" : "('pending', 'confirmed', 'rescheduled')";
  const hasBegun = kind === "absent" || kind === "present" ? "<" : ">=";
  const ids = db.$client.prepare(`SELECT id FROM bookings WHERE status IN ${statuses} AND starts_at ${hasBegun} ${STARTS_AT} ORDER BY seq`).pluck().all() as string[];
  return ids.length > 0 ? chance.pick(ids) : null;
}

/** A person looks into what was given up. */
async function look(app: App, chance: Chance, correlationId: string): Promise<void> {
  const ids = app.db.$client.prepare("SELECT id FROM operations WHERE state = 'failed' ORDER BY created_at, id").pluck().all() as string[];
  if (ids.length === 0) return;
  const id = chance.pick(ids);
  await (chance.is(0.5) ? retryOperation(app, ADMIN, id) : dismissOperation(app, ADMIN, id, correlationId));
}
