import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { staffById } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { shortMomentText, zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { dateIn } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { BlockForm } from "../blocks/form.ts";
import { occurrencesOf, type Occurrence } from "../blocks/occurrences.ts";
import { dayPeople, type DayPerson } from "../days/people.server.ts";
import { MOST_ROWS } from "./absence.ts";
import { readPick, writePick, type Picked } from "./choices.ts";
import type { ChosenRow } from "./begin.server.ts";
import type { AbsenceSearch } from "./form.ts";
import { periodText } from "./period-text.ts";
import { affectedBy } from "./queries.server.ts";
import { suggest, type Suggestion } from "./suggest.server.ts";

/** Who is away when; what could be done about each appointment; what will be done, to be confirmed. One address, a step each. */
export async function newAbsencePage(app: App, viewer: PersonViewer, search: AbsenceSearch, correlationId: string) {
  const people = dayPeople(app, viewer);
  const person = people.find(({ slug }) => slug === search.staff) ?? people[0];
  const date = search.date ?? dateIn(person?.zone ?? readCompany(app.db).timeZone, app.clock());
  const values = { staff: person?.slug ?? "", from: search.from ?? `${date}T00:00`, until: search.until ?? `${date}T23:59`, reason: search.reason ?? "" };
  const page = {
    people: people.map(({ slug, name, zone }) => ({ value: slug, label: `${name} (${zoneText(zone)})` })),
    values,
    isWithCalcom: app.hosts.write === null,
  };
  if (search.from === undefined || search.staff === undefined || !person) return { ...page, step: "when" as const, fault: null };
  const period = periodOf(person, values);
  if (typeof period === "string") return { ...page, step: "when" as const, fault: period };
  const { bookings, elsewhere } = affectedBy(app, person.id, period);
  if (bookings.length > MOST_ROWS) return { ...page, step: "when" as const, fault: `There are ${bookings.length} appointments in that time. Please do it in parts, of at most ${MOST_ROWS} each.` };
  const suggestions = await suggest(app, { bookings, period, correlationId });
  const picked = suggestions.map((suggestion) => readPick(search.pick, suggestion));
  const about = { person: person.name, period: periodText(period, person.zone, readCompany(app.db).hourCycle), elsewhere };
  if (picked.every((pick) => pick !== null)) {
    const rows = suggestions.map((suggestion, index) => chosenRow(suggestion, picked[index]!, noteOf(search, suggestion.booking.id)));
    const shown = suggestions.map(({ booking }, index) => ({ ...nameRow(app, booking), effect: effectOf(app, booking, rows[index]!), note: rows[index]!.note ?? "" }));
    return { ...page, ...about, step: "confirm" as const, rows: JSON.stringify(rows), shown, backHref: paths.adminNewAbsence(values), key: newId(app.random) };
  }
  return { ...page, ...about, step: "choose" as const, rows: suggestions.map((suggestion) => chooseRow(app, suggestion, search)) };
}

/** @throws AppError invalid on `staff` and `until` */
export function askedAbsence(app: App, viewer: PersonViewer, form: { staff: string; from: string; until: string }): { staffId: string } & Occurrence {
  const person = dayPeople(app, viewer).find(({ slug }) => slug === form.staff);
  if (!person) throw new AppError("invalid", "Choose who is away.", { fields: { staff: "Choose who is away." } });
  const period = periodOf(person, form);
  if (typeof period === "string") throw new AppError("invalid", period, { fields: { until: period } });
  return { staffId: person.id, ...period };
}

/** 23:59 counts as midnight: that is how people enter a whole day. */
function periodOf({ zone }: DayPerson, { staff, from, until }: { staff: string; from: string; until: string }): Occurrence | string {
  const form = BlockForm.safeParse({ staff, from, until });
  if (!form.success) return form.error.issues[0]?.message ?? "Say from when until when.";
  const [period] = occurrencesOf({ from, until }, zone);
  if (!period) return "The clock skips that time.";
  return until.endsWith("T23:59") ? { ...period, endsAt: period.endsAt + 60_000 } : period;
}

function nameRow(app: App, { id, startsAt, venueTimeZone, attendeeName, service, title }: Suggestion["booking"]) {
  return { id, href: paths.adminBooking(id), when: shortMomentText(startsAt, venueTimeZone, readCompany(app.db).hourCycle), customer: attendeeName, what: service?.name ?? title };
}

function chooseRow(app: App, suggestion: Suggestion, search: AbsenceSearch) {
  const { booking, colleagues, times, choice } = suggestion;
  const pick = (picked: Picked) => writePick(booking.id, picked);
  const options = [
    ...colleagues.map(({ id, name }) => ({ value: pick({ choice: "reassign", toStaffId: id }), label: `Reassign to ${name}` })),
    ...(times.length > 0 ? [{ value: pick({ choice: "offer" }), label: times.length === 1 ? "Offer another time" : `Offer ${times.length} other times` }] : []),
    { value: pick({ choice: "cancel" }), label: "Cancel it" },
    { value: pick({ choice: "keep" }), label: "Leave it as it is" },
  ];
  const suggested = readPick(search.pick, suggestion) ?? { choice, ...(choice === "reassign" && { toStaffId: colleagues[0]!.id }) };
  return { ...nameRow(app, booking), options, offer: times.length === 0 ? null : `To offer: ${timesText(app, booking, times)}`, picked: pick(suggested), note: noteOf(search, booking.id) };
}

/** Notes come in the order of the picks. */
function noteOf({ pick, note }: AbsenceSearch, bookingId: string): string {
  return note[pick.findIndex((one) => one.startsWith(bookingId))] ?? "";
}

function chosenRow({ booking, times }: Suggestion, picked: Picked, note: string): ChosenRow {
  return { bookingId: booking.id, ...picked, ...(picked.choice === "offer" && { times }), note };
}

function effectOf(app: App, booking: Suggestion["booking"], { choice, toStaffId, times = [] }: ChosenRow): string {
  switch (choice) {
    case "reassign":
      return `Reassigned to ${staffById(app.db, toStaffId!)?.name ?? ""} at the same time; the customer is told.`;
    case "offer":
      return `Offered ${timesText(app, booking, times)}, held until the offer ends.`;
    case "cancel":
      return "Cancelled; the customer is told.";
    case "keep":
      return "Nothing happens to it, and nobody is told.";
  }
}

function timesText(app: App, { venueTimeZone }: Suggestion["booking"], times: number[]): string {
  const { hourCycle } = readCompany(app.db);
  return new Intl.ListFormat("en", { type: "disjunction" }).format(times.map((time) => shortMomentText(time, venueTimeZone, hourCycle)));
}
