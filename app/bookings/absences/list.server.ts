import { asc, desc, gt, inArray, lte } from "drizzle-orm";
import { absenceRows, absences } from "#db/schema/absences.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { timeText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { dayPeople } from "../days/people.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import type { Absence, AbsenceRow } from "./absence.ts";
import type { Tone } from "./page.server.ts";
import { periodText } from "./period-text.ts";

/** Past absences per page; upcoming ones are few, and all shown. */
const PER_PAGE = 20;

/** Who is away or will be, the nearest first, and who was, the latest first. @throws AppError forbidden to all but administrators */
export function absencesPage(app: App, viewer: PersonViewer, { page = 1 }: { page?: number }) {
  assertAdministrator(viewer);
  const nowMs = app.clock();
  const coming = app.db.select().from(absences).where(gt(absences.endsAt, nowMs)).orderBy(asc(absences.startsAt), asc(absences.id)).all();
  const past = app.db.select().from(absences).where(lte(absences.endsAt, nowMs)).orderBy(desc(absences.startsAt), asc(absences.id)).limit(PER_PAGE + 1).offset((page - 1) * PER_PAGE).all();
  const shown = showAll(app, viewer, [...coming, ...past.slice(0, PER_PAGE)]);
  return {
    coming: shown.slice(0, coming.length),
    past: shown.slice(coming.length),
    previous: page > 1 ? paths.adminAbsences({ page: page - 1 }) : null,
    next: past.length > PER_PAGE ? paths.adminAbsences({ page: page + 1 }) : null,
  };
}

function showAll(app: App, viewer: PersonViewer, listed: Absence[]) {
  const { hourCycle, timeZone } = readCompany(app.db);
  const people = new Map(dayPeople(app, viewer, listed.map(({ staffId }) => staffId)).map((person) => [person.id, person]));
  const found = app.db.select().from(absenceRows).where(inArray(absenceRows.absenceId, listed.map(({ id }) => id))).all();
  return listed.map((absence) => {
    const person = people.get(absence.staffId);
    const zone = person?.zone ?? timeZone;
    const own = found.filter(({ absenceId }) => absenceId === absence.id);
    return {
      id: absence.id,
      href: paths.adminAbsence(absence.id),
      name: person?.name ?? "",
      period: periodText(absence, zone, hourCycle),
      reason: absence.reason,
      appointments: own.length,
      outcomes: outcomesText(own),
      ...standing(absence, own, app.clock(), timeText(absence.effectsAt, zone, hourCycle)),
    };
  });
}

interface Standing {
  state: "undone" | "waiting" | "doing" | "look" | "offered" | "blocked" | "done";
  word: string;
  tone: Tone;
}

/** Its most important state: what needs a person comes before what runs by itself. */
function standing({ undoneAt, effectsAt }: Absence, rows: AbsenceRow[], nowMs: number, begins: string): Standing {
  const count = (...states: AbsenceRow["state"][]) => rows.filter(({ state }) => states.includes(state)).length;
  const [look, doing, offered] = [count("failed", "unanswered"), count("waiting", "doing"), count("offered")];
  if (undoneAt !== null) return { state: "undone", word: "Undone", tone: "quiet" };
  if (rows.length === 0) return { state: "blocked", word: "Blocked", tone: "quiet" };
  if (nowMs < effectsAt) return { state: "waiting", word: `Begins at ${begins}`, tone: "warn" };
  if (look > 0) return { state: "look", word: look === 1 ? "One needs a look" : `${look} need a look`, tone: "bad" };
  if (doing > 0) return { state: "doing", word: "Under way", tone: "warn" };
  if (offered > 0) return { state: "offered", word: "Waits for answers", tone: "warn" };
  return { state: "done", word: "Done", tone: "good" };
}

const OUTCOMES: Record<AbsenceRow["state"], string> = {
  failed: "not done",
  unanswered: "without an answer",
  waiting: "to be done",
  doing: "under way",
  offered: "offered other times",
  reassigned: "reassigned",
  taken: "moved",
  cancelled: "cancelled",
  changed: "changed otherwise",
  kept: "left as it is",
  undone: "taken back",
  withdrawn: "offer taken back",
};

/** "2 reassigned, 1 cancelled". */
function outcomesText(rows: AbsenceRow[]): string {
  const counts = Object.entries(OUTCOMES).map(([state, words]) => [rows.filter((row) => row.state === state).length, words] as const);
  return counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`).join(", ");
}
