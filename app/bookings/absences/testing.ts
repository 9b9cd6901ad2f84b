import { absenceRows } from "#db/schema/absences.ts";
import { notifications } from "#db/schema/records.ts";
import { holds } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { jobHandlers } from "#app/job-handlers.server.ts";
import { runDueJobs } from "#app/jobs/run.server.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { newId, systemRandom } from "#app/lib/tokens.server.ts";
import { addUser, book, monday, type Practice } from "../testing.ts";
import type { AbsenceRequest, ChosenRow } from "./begin.server.ts";

export const boss = (practice: Practice) => addUser(practice, "boss@example.com", "admin");

/** Ana is away on Monday from nine to noon. */
export function away({ ana }: Practice, rows: ChosenRow[], change: Partial<AbsenceRequest> = {}): AbsenceRequest {
  return { staffId: ana.id, startsAt: monday(9), endsAt: monday(12), reason: "Ill", rows, isNow: false, formKey: newId(systemRandom), correlationId: "request-9", ...change };
}

export const runJobs = (app: App) => runDueJobs(app, jobHandlers(app), { atOnce: 1 });

export const rowsOf = ({ db }: Pick<Practice, "db">) => db.select().from(absenceRows).all();
export const stateOf = (practice: Pick<Practice, "db">, bookingId: string) => rowsOf(practice).filter((row) => row.bookingId === bookingId).map(({ state }) => state);
export const heldBy = ({ db }: Pick<Practice, "db">) => db.select().from(holds).all().filter(({ purpose }) => purpose === "offer");
/** What customers were told, oldest first. */
export const told = ({ db }: Pick<Practice, "db">, bookingId: string) => db.select().from(notifications).all().filter((each) => each.bookingId === bookingId && !each.kind.startsWith("staff-")).map(({ kind }) => kind);

export const tuesday = (hour: number, minute = 0) => monday(hour, minute) + DAY_MS;
export const times = [tuesday(10), tuesday(11), tuesday(14)];

/** Three appointments of Ana's on Monday morning. */
export async function three(practice: Practice) {
  const [passed, offered, cancelled] = [await book(practice, { startMs: monday(9) }), await book(practice, { startMs: monday(10) }), await book(practice, { startMs: monday(11) })];
  const rows = [
    { bookingId: passed.id, choice: "reassign" as const, toStaffId: practice.ben.id },
    { bookingId: offered.id, choice: "offer" as const, times },
    { bookingId: cancelled.id, choice: "cancel" as const, note: "Ana is not well." },
  ];
  return { passed, offered, cancelled, rows };
}
