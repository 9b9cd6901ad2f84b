import { inArray } from "drizzle-orm";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { shortDateText, timeText } from "#app/lib/format.ts";
import { dateIn, toIso } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { findEvents, type StoredEvent } from "./events.server.ts";
import type { AuditFilters } from "./filters.ts";
import { valuesOf, type ShownValue } from "./values.ts";

/** One event as administrators read it. */
export interface ShownEvent {
  seq: number;
  at: string;
  atIso: string;
  who: string;
  source: string;
  /** "Booking", "Person". */
  subject: string;
  subjectType: string;
  subjectId: string;
  action: string;
  values: ShownValue[];
  /** Its personal values were erased; the hash still proves that they existed. */
  isErased: boolean;
  correlationId: string | null;
}

const PER_PAGE = 50;
const BATCH = 500;

export function auditPage(app: App, filters: AuditFilters): { events: ShownEvent[]; older: number | null; zone: string } {
  const { timeZone: zone } = readCompany(app.db);
  const rows = findEvents(app.db, filters, zone, PER_PAGE + 1);
  const shown = rows.slice(0, PER_PAGE);
  return { events: show(app, shown), older: rows.length > PER_PAGE ? shown.at(-1)!.seq : null, zone };
}

/** Everything the filters match, read in batches. */
export function* exportEvents(app: App, filters: AuditFilters): Generator<ShownEvent> {
  const { timeZone: zone } = readCompany(app.db);
  let before = filters.before;
  for (;;) {
    const rows = findEvents(app.db, { ...filters, before }, zone, BATCH);
    yield* show(app, rows);
    if (rows.length < BATCH) return;
    before = rows.at(-1)!.seq;
  }
}

function show(app: App, rows: StoredEvent[]): ShownEvent[] {
  const { timeZone, hourCycle } = readCompany(app.db);
  const ids = [...new Set(rows.flatMap(({ actor, subjectType, subjectId }) => [actor.split(":")[1] ?? "", ...(subjectType === "user" || subjectType === "session" ? [subjectId] : [])]))];
  const known = new Map(app.db.select({ id: users.id, name: users.name, role: users.role }).from(users).where(inArray(users.id, ids)).all().map((person) => [person.id, person]));
  return rows.map(({ seq, at, actor, source, subjectType, subjectId, action, data, correlationId }) => ({
    seq,
    at: `${shortDateText(dateIn(timeZone, at))}, ${timeText(at, timeZone, hourCycle)}`,
    atIso: toIso(at),
    who: whoOf(actor, known),
    source,
    subject: `${SUBJECT_WORDS[subjectType] ?? subjectType}${known.has(subjectId) ? ` ${known.get(subjectId)?.name}` : ""}`,
    subjectType,
    subjectId,
    action,
    values: valuesOf(data),
    isErased: data === null,
    correlationId,
  }));
}

const SUBJECT_WORDS: Record<string, string> = {
  booking: "Appointment",
  "desk note": "Note on an appointment",
  user: "Person",
  branch: "Branch",
  service: "Service",
  staff: "Staff",
  settings: "Settings",
  session: "Sign-in",
  bulk: "Bulk change",
};
const ROLES: Record<string, string> = { admin: "administrator", staff: "staff", user: "customer" };

/** Somebody who signs in or sets a password does so as a person, whatever they are at the desk. */
function whoOf(actor: string, known: Map<string, { name: string; role: string }>): string {
  const at = actor.indexOf(":");
  if (at < 0) return actor === "guest" ? "Somebody with the private link" : actor;
  const [kind, rest] = [actor.slice(0, at), actor.slice(at + 1)];
  if (kind === "system") return `Automatically (${rest})`;
  const person = known.get(rest);
  const role = kind === "user" ? (person?.role ?? kind) : kind;
  return `${person?.name ?? "Somebody who is gone"} (${ROLES[role] ?? role})`;
}
