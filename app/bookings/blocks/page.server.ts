import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { momentText, shortMomentText, timeRangeText, zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { dateIn } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { absenceOfBlock } from "../absences/queries.server.ts";
import { dayPeople, type DayPerson } from "../days/people.server.ts";
import { BlockForm, type BlockSearch } from "./form.ts";
import { occurrencesOf, type Occurrence } from "./occurrences.ts";
import { blockablePeople, getBlock, seriesOf, standingIn } from "./queries.server.ts";

/** A longer list would not be read; the rest is shown as a count. */
const MOST_SHOWN = 30;

/** The page that blocks time. Once everything is filled in it shows the appointments in that time. */
export function newBlockPage(app: App, viewer: PersonViewer, search: BlockSearch) {
  const people = peopleOf(app, viewer);
  const form = BlockForm.safeParse(search);
  const person = people.find(({ slug }) => slug === search.staff) ?? people[0];
  const date = search.date ?? dateIn(person?.zone ?? readCompany(app.db).timeZone, app.clock());
  const standing = form.success && person ? standingIn(app, person.id, occurrencesOf(given(form.data), person.zone)) : [];
  const { hourCycle } = readCompany(app.db);
  return {
    people: people.map(({ slug, name, zone }) => ({ value: slug, label: `${name} (${zoneText(zone)})` })),
    values: {
      staff: person?.slug ?? "",
      from: search.from ?? `${date}T12:00`,
      until: search.until ?? `${date}T13:00`,
      reason: search.reason ?? "",
      repeat: search.repeat ?? "",
    },
    standing: standing
      .slice(0, MOST_SHOWN)
      .map((booking) => ({
        id: booking.id,
        href: paths.adminBooking(booking.id),
        when: shortMomentText(booking.startsAt, person!.zone, hourCycle),
        what: `${booking.attendeeName}, ${booking.service?.name ?? booking.title}`,
      })),
    more: Math.max(0, standing.length - MOST_SHOWN),
    seen: standing.map(({ id }) => id).join(" "),
    /** Cal.com's own booking pages do not know what is blocked here. */
    isWithCalcom: app.hosts.write === null,
  };
}

/**
 * The occurrences the form asks to block, and the appointments in them to review first.
 *
 * @throws AppError invalid on `staff`, and on `until` where the clock skips all of it
 */
export function askedBlock(app: App, viewer: PersonViewer, form: BlockForm): { staffId: string; occurrences: Occurrence[]; hasUnseen: boolean } {
  const person = peopleOf(app, viewer).find(({ slug }) => slug === form.staff);
  if (!person) throw new AppError("invalid", "Choose whose time it is.", { fields: { staff: "Choose whose time it is." } });
  const occurrences = occurrencesOf(given(form), person.zone);
  if (occurrences.length === 0) throw new AppError("invalid", "The clock skips that time.", { fields: { until: "The clock skips that time." } });
  return { staffId: person.id, occurrences, hasUnseen: standingIn(app, person.id, occurrences).some(({ id }) => !form.seen.includes(id)) };
}

/** One blocked time. @throws AppError not_found */
export function blockPage(app: App, viewer: PersonViewer, id: string) {
  const block = getBlock(app, viewer, id);
  const person = peopleOf(app, viewer, [block.staffId]).find((one) => one.id === block.staffId);
  const zone = person?.zone ?? readCompany(app.db).timeZone;
  const { hourCycle } = readCompany(app.db);
  const isOneDay = dateIn(zone, block.startsAt) === dateIn(zone, block.endsAt - 1);
  const start = momentText(block.startsAt, zone, hourCycle);
  const time = isOneDay ? `${start.slice(0, start.lastIndexOf(","))}, ${timeRangeText(block.startsAt, block.endsAt, zone, hourCycle)}` : `${start} – ${momentText(block.endsAt, zone, hourCycle)}`;
  const absenceId = absenceOfBlock(app, viewer, id);
  return {
    id,
    absenceHref: absenceId && paths.adminAbsence(absenceId),
    name: person?.name ?? "",
    slug: person?.slug ?? "",
    date: dateIn(zone, block.startsAt),
    time,
    zone: zoneText(zone),
    reason: block.reason,
    later: seriesOf(app, block).filter(({ startsAt }) => startsAt > block.startsAt).length,
  };
}

function peopleOf(app: App, viewer: PersonViewer, named: string[] = []): DayPerson[] {
  const mine = new Set([...blockablePeople(app, viewer).map(({ id }) => id), ...named]);
  return dayPeople(app, viewer, named).filter(({ id }) => mine.has(id));
}

const given = ({ from, until, repeat }: BlockForm) => ({ from, until, ...(repeat && { repeatUntil: repeat }) });
