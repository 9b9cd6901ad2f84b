import { asc, eq } from "drizzle-orm";
import { staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { countMatching } from "../all/list.server.ts";
import { readFilters } from "../all/read-filters.server.ts";
import type { Reached } from "../messages/reach.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { forecast } from "./forecast.server.ts";
import { countItems } from "./items.server.ts";
import type { Run } from "./run.ts";
import { bulkRow } from "./shown-row.ts";
import { bookingsText, VERB_WORDS } from "./words.ts";

/** At most this many of a kind are named; the others are counted. */
const NAMED = 20;

/** The preview: how many would change, which would not and why, and who would get a message. */
export async function confirmation(app: App, viewer: Viewer, run: Run, staffSlug: string | undefined) {
  const people = run.verb === "reassign" ? app.db.select({ id: staff.id, value: staff.slug, label: staff.name }).from(staff).where(eq(staff.active, true)).orderBy(asc(staff.name)).all() : [];
  const person = people.find(({ value }) => value === staffSlug) ?? null;
  const total = countItems(app.db, run.id).total;
  const common = {
    id: run.id,
    verb: run.verb,
    backHref: backTo(run),
    notes: [...ignoredNote(run), ...changedNotes(app, viewer, run, total)],
    people: people.map(({ value, label }) => ({ value, label })),
  };
  if (run.verb === "reassign" && !person) return { ...common, title: VERB_WORDS[run.verb].title(bookingsText(total)), person: null, outlook: null };
  const seen = await forecast(app, viewer, { ...run, staffId: person?.id ?? null });
  const company = readCompany(app.db);
  const named = (rows: BookingDetails[]) => ({ count: bookingsText(rows.length), rows: rows.slice(0, NAMED).map((row) => bulkRow(row, company)), more: Math.max(0, rows.length - NAMED) });
  const outlook = {
    changing: seen.changing.length,
    willChange: named(seen.changing),
    unchanged: seen.unchanged.map(({ reason, bookings }) => ({ reason, ...named(bookings) })),
    missing: seen.missing,
    messages: messageLines(seen.messages),
    takes: takesText(app, run, seen.changing.length),
  };
  return { ...common, title: VERB_WORDS[run.verb].title(bookingsText(seen.changing.length || total)), person: person && { slug: person.value, name: person.label }, outlook };
}

export function backTo({ query }: Pick<Run, "query">): string {
  return query ? `${paths.adminBookings()}?${query}` : paths.adminBookings();
}

function ignoredNote({ ignored }: Run): string[] {
  if (ignored === 0) return [];
  return [ignored === 1 ? "One of those you sent is not a booking here; it was left out." : `${ignored.toLocaleString("en-GB")} of those you sent are not bookings here; they were left out.`];
}

/** The list changes over time: the run covers what it contained when "all" was chosen. */
function changedNotes(app: App, viewer: Viewer, { query, listed }: Run, total: number): string[] {
  if (query === null) return [];
  const now = countMatching(app, viewer, readFilters(query));
  return [
    ...(listed !== null && listed !== total ? [`The list said ${listed.toLocaleString("en-GB")}; when you asked for all of them there were ${total.toLocaleString("en-GB")}.`] : []),
    ...(now !== total ? [`By now ${now.toLocaleString("en-GB")} match. This is about the ${total.toLocaleString("en-GB")} that did when you chose them; later ones are not included.`] : []),
  ];
}

const ROLES: Record<Reached["role"], string> = { customer: "customers", guest: "guests who come along", staff: "whoever takes them", former: "whoever had them" };

/** "12 mails to customers (9 addresses)". */
function messageLines(messages: Reached[]): string[] {
  const groups = new Map<string, Reached[]>();
  for (const message of messages) {
    const key = `${message.role} ${message.channel}`;
    const group = groups.get(key);
    if (group) group.push(message);
    else groups.set(key, [message]);
  }
  return [...groups.values()].map((group) => {
    const { role, channel } = group[0]!;
    const different = new Set(group.map(({ to }) => to.toLowerCase())).size;
    const [noun, where] =
      channel === "mail"
        ? [group.length === 1 ? "mail" : "mails", different === 1 ? "address" : "addresses"]
        : [group.length === 1 ? "SMS" : "SMS messages", different === 1 ? "number" : "numbers"];
    return `${group.length.toLocaleString("en-GB")} ${noun} to ${ROLES[role]} (${different.toLocaleString("en-GB")} ${where})`;
  });
}

const CALLS = { confirm: 1, cancel: 1, reassign: 3, remind: 0 };

/** Background work may use two thirds of the calls Cal.com allows. */
function takesText({ farEnd, env }: App, { verb }: Run, changing: number): string | null {
  const minutes = Math.ceil((changing * CALLS[verb]) / (env.calcom.callsPerMinute * (2 / 3)));
  return farEnd.name === "calcom" && minutes > 1 ? `Cal.com allows only so many calls a minute, and visitors go first: this takes about ${minutes.toLocaleString("en-GB")} minutes.` : null;
}
