import type { Db } from "#db/client.ts";
import { brokenLink } from "#app/audit/verify.server.ts";
import type { Promises } from "./operations.ts";

export interface Ends {
  /** The product's database. */
  here: Db;
  /** The far end's; the same one when the engine is embedded. */
  there: Db;
}

/** The invariants once everything has settled, each failure as a sentence. */
export function brokenPromises({ here, there }: Ends, promises: Promises): string[] {
  const rows = (db: Db, sql: string) => db.$client.prepare(sql).all() as Record<string, unknown>[];
  const faults = (what: string, found: Record<string, unknown>[]) => found.map((row) => `${what}: ${JSON.stringify(row)}`);
  const broken = brokenLink(here);
  return [
    ...faults("unsettled", rows(here, "SELECT kind, state, failure, booking_id FROM operations WHERE state IN ('open', 'waiting', 'failed')")),
    ...faults("dead job", rows(here, "SELECT kind, failure FROM jobs WHERE dead_at IS NOT NULL")),
    ...faults("overlap here", rows(here, overlapSql("bookings", "staff_id", "status IN ('pending', 'confirmed', 'rescheduled')"))),
    ...faults("overlap there", rows(there, overlapSql("engine_booking_hosts", "user_id", "occupies"))),
    ...unequal(here, there),
    ...faults("absent at one end", absentAtOneEnd(here, there)),
    ...promises.forms.flatMap((form) => brokenForm(here, there, form)),
    ...[...promises.cancelled].flatMap(([id, uids]) => stillThere(here, id, uids)),
    ...(broken === null ? [] : [`the history breaks at event ${broken}`]),
    ...faults("done without one line of history", rows(here, UNTOLD)),
    ...faults("told twice", rows(here, "SELECT body_hash, count(*) n FROM webhook_deliveries GROUP BY body_hash HAVING n > 1")),
    ...faults("sent twice", rows(here, "SELECT booking_id, kind, recipient, count(*) n FROM notifications WHERE booking_id IS NOT NULL GROUP BY booking_id, kind, recipient, payload HAVING n > 1")),
  ];
}

function overlapSql(table: string, person: string, isTaken: string): string {
  return `SELECT a.rowid one, b.rowid other, a.${person} person, a.starts_at at FROM ${table} a JOIN ${table} b ON a.rowid < b.rowid AND a.${person} = b.${person} AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at WHERE a.${isTaken} AND b.${isTaken}`;
}

const DONE: Record<string, string[]> = { create: ["booked", "requested"], move: ["moved"], cancel: ["cancelled"], confirm: ["confirmed"], decline: ["declined"], edit: ["edited"], reassign: ["reassigned"], attendance: ["marked absent", "absence taken back"] };
const NAMED = Object.entries(DONE).map(([kind, actions]) => `(o.kind = '${kind}' AND e.action IN (${actions.map((action) => `'${action}'`).join(", ")}))`).join(" OR ");
/** A change somebody else had already made is announced once, as theirs. */
const ENDED = "(o.kind IN ('cancel', 'decline') AND EXISTS (SELECT 1 FROM audit_events e WHERE e.subject_id = o.booking_id AND e.action IN ('cancelled', 'declined', 'rejected')))";
const UNTOLD = `SELECT o.kind, o.correlation_id, (SELECT count(*) FROM audit_events e WHERE e.subject_id = o.booking_id AND e.correlation_id IS o.correlation_id AND (${NAMED})) n FROM operations o WHERE o.state = 'done' AND n <> 1 AND NOT (n = 0 AND ${ENDED})`;

interface LiveHere {
  id: string;
  status: string;
  start: number;
  end: number;
  userId: number | null;
}

const LIVE_HERE = `SELECT b.id, b.status, b.starts_at start, b.ends_at "end", m.calcom_user_id userId FROM bookings b LEFT JOIN calcom_host_mappings m ON m.staff_id = b.staff_id WHERE b.status IN ('pending', 'confirmed', 'rescheduled')`;
const LIVE_THERE = `SELECT uid, status, starts_at start, ends_at "end", user_id userId FROM engine_bookings WHERE status IN ('accepted', 'pending')`;

/** Every live appointment has exactly one counterpart, at the same time, with the same person and in the same state. */
function unequal(here: Db, there: Db): string[] {
  const ours = here.$client.prepare(LIVE_HERE).all() as LiveHere[];
  const theirs = there.$client.prepare(LIVE_THERE).all() as (Omit<LiveHere, "id"> & { uid: string })[];
  const owner = here.$client.prepare("SELECT booking_id FROM calcom_links WHERE uid = ?").pluck();
  const counterparts = new Map<string, number>();
  const faults: string[] = [];
  for (const far of theirs) {
    const id = owner.get(far.uid) as string | undefined;
    const own = ours.find((each) => each.id === id);
    if (!own) {
      faults.push(`orphaned there: ${far.uid} ${far.status}`);
      continue;
    }
    counterparts.set(own.id, (counterparts.get(own.id) ?? 0) + 1);
    const isSame = own.start === far.start && own.end === far.end && own.userId === far.userId && (own.status === "pending") === (far.status === "pending");
    if (!isSame) faults.push(`differs: ${JSON.stringify({ own, far })}`);
  }
  for (const { id, status } of ours) {
    const count = counterparts.get(id) ?? 0;
    if (count !== 1) faults.push(`${count === 0 ? "only here" : `${count} times there`}: ${id} ${status}`);
  }
  return faults;
}

/** Who did not come is the same here and there, attendee by attendee. */
function absentAtOneEnd(here: Db, there: Db): Record<string, unknown>[] {
  const ours = here.$client.prepare(`SELECT l.uid, lower(a.value ->> 'email') email FROM bookings b JOIN calcom_links l ON l.booking_id = b.id AND l.state = 'accepted', json_each(b.attendees) a WHERE a.value ->> 'absent' = 1`).all();
  const theirs = there.$client.prepare("SELECT b.uid, a.email FROM engine_attendees a JOIN engine_bookings b ON b.id = a.booking_id WHERE a.absent AND b.status = 'accepted'").all();
  const only = (some: unknown[], others: unknown[]) => some.filter((one) => !others.some((other) => JSON.stringify(other) === JSON.stringify(one)));
  return [...only(ours, theirs).map((one) => ({ end: "here", ...(one as object) })), ...only(theirs, ours).map((one) => ({ end: "there", ...(one as object) }))];
}

/** One form is one appointment, and one that was answered exists. */
function brokenForm(here: Db, there: Db, { request, answer }: Promises["forms"][number]): string[] {
  const { email } = request.attendee;
  const live = there.$client.prepare("SELECT count(*) FROM engine_bookings b JOIN engine_attendees a ON a.booking_id = b.id WHERE b.status IN ('accepted', 'pending') AND a.email = ?").pluck().get(email) as number;
  const faults = live > 1 ? [`doubled: ${email} has ${live}`] : [];
  if (answer && answer.outcome !== "unknown" && statusOf(here, answer.bookingId) === undefined) faults.push(`lost: ${email} was told "${answer.outcome}"`);
  return faults;
}

/** What was reported as cancelled is cancelled, under its id or the one it was merged into. */
function stillThere(here: Db, id: string, uids: string[]): string[] {
  const owner = here.$client.prepare("SELECT booking_id FROM calcom_links WHERE uid = ?").pluck();
  const statuses = statusOf(here, id) === undefined ? uids.map((uid) => statusOf(here, owner.get(uid) as string)) : [statusOf(here, id)];
  const isCancelled = statuses.length > 0 && statuses.every((status) => status === "cancelled");
  return isCancelled ? [] : [`cancelled, and then ${statuses.join(", ")}: ${id}`];
}

function statusOf(here: Db, id: string): string | undefined {
  return here.$client.prepare("SELECT status FROM bookings WHERE id = ?").pluck().get(id) as string | undefined;
}
