import { eq } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { staffById } from "#app/catalog/queries.server.ts";
import { shortMomentText, timeText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { dateIn } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { dayPeople } from "../days/people.server.ts";
import type { AbsenceRow } from "./absence.ts";
import { periodText } from "./period-text.ts";
import { getAbsence, rowsOf } from "./queries.server.ts";
import { mayUndo } from "./undo.server.ts";

export type Tone = "good" | "warn" | "bad" | "quiet";

/** An absence with the outcome of each appointment. @throws AppError not_found */
export function absencePage(app: App, viewer: PersonViewer, id: string) {
  const absence = getAbsence(app, viewer, id);
  const { staffId, startsAt, endsAt, reason, effectsAt, undoneAt } = absence;
  const { hourCycle, timeZone } = readCompany(app.db);
  const person = dayPeople(app, viewer, [staffId]).find((one) => one.id === staffId);
  const zone = person?.zone ?? timeZone;
  const rows = rowsOf(app, id);
  return {
    id,
    name: person?.name ?? "",
    period: periodText({ startsAt, endsAt }, zone, hourCycle),
    reason,
    dayHref: paths.adminToday({ date: dateIn(zone, startsAt), staff: person?.slug }),
    /** null once it has begun. */
    beginsAt: undoneAt === null && app.clock() < effectsAt ? timeText(effectsAt, zone, hourCycle) : null,
    isUndone: undoneAt !== null,
    mayUndo: mayUndo(app, absence, rows),
    isUnderWay: app.clock() >= effectsAt && rows.some(({ state }) => state === "waiting" || state === "doing"),
    rows: rows.map((row) => showRow(app, row)),
  };
}

function showRow(app: App, row: AbsenceRow) {
  const { hourCycle, timeZone } = readCompany(app.db);
  const booking = app.db
    .select({ startsAt: bookings.startsAt, zone: bookings.venueTimeZone, customer: bookings.attendeeName, title: bookings.title })
    .from(bookings)
    .where(eq(bookings.id, row.bookingId))
    .get();
  const zone = booking?.zone ?? timeZone;
  const short = (ms: number) => shortMomentText(ms, zone, hourCycle);
  return {
    id: row.bookingId,
    href: paths.adminBooking(row.bookingId),
    when: short(row.startsAt),
    customer: booking?.customer ?? "",
    what: booking?.title ?? "",
    state: row.state,
    ...stateWords(row, { short, to: row.toStaffId === null ? "" : (staffById(app.db, row.toStaffId)?.name ?? ""), now: booking?.startsAt ?? row.startsAt }),
    note: row.note,
  };
}

interface Words {
  short(ms: number): string;
  to: string;
  /** When the appointment is now. */
  now: number;
}

const CHOSEN = { reassign: "Will be reassigned", offer: "Will be offered other times", cancel: "Will be cancelled", keep: "" };

function stateWords({ state, choice, times, offerEndsAt, failure }: AbsenceRow, { short, to, now }: Words): { word: string; detail: string; tone: Tone } {
  switch (state) {
    case "waiting":
      return { word: CHOSEN[choice], detail: choice === "reassign" ? `To ${to}` : choice === "offer" ? times.map(short).join("; ") : "", tone: "quiet" };
    case "doing":
      return { word: "Under way", detail: "", tone: "warn" };
    case "offered":
      return { word: "Waits for an answer", detail: `${times.map(short).join("; ")}. Until ${short(offerEndsAt!)}`, tone: "warn" };
    case "reassigned":
      return { word: "Reassigned", detail: `With ${to}`, tone: "good" };
    case "cancelled":
      return { word: "Cancelled", detail: "", tone: "good" };
    case "taken":
      return { word: "Moved", detail: `To ${short(now)}`, tone: "good" };
    case "unanswered":
      return { word: "No answer", detail: "The offer is over. Please call them, move it or cancel it.", tone: "bad" };
    case "changed":
      return { word: "Changed otherwise", detail: "It was moved, reassigned or cancelled by other means.", tone: "good" };
    case "failed":
      return { word: "Not done", detail: failure ?? "", tone: "bad" };
    case "kept":
      return { word: "Left as it is", detail: "", tone: "quiet" };
    case "undone":
      return { word: "Undone", detail: "As it was; nobody was told.", tone: "quiet" };
    case "withdrawn":
      return { word: "Offer withdrawn", detail: "As it was; the customer was told.", tone: "quiet" };
  }
}
