import { z } from "zod";
import type { App } from "#app/app.server.ts";
import type { Pill } from "#app/components/pills.tsx";
import { durationText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { ANYONE, readStart, withWhom, type Choice } from "./choice.server.ts";
import { summaryOf, type Summary } from "./summary.server.ts";
import { weekPage, type WeekPage } from "./week-page.server.ts";

/** A `start` as forms post it, parsed to UTC ms. */
export const Start = z.string("Please choose a time.").transform((value, ctx) => {
  const startMs = readStart(value);
  if (startMs === null) ctx.addIssue({ code: "custom", message: "Please choose a time." });
  return startMs ?? z.NEVER;
});

export const TimeForm = z.object({ start: Start });

/** The step that chooses a time: for how long, with whom, and the week of free times. */
export interface TimesPage {
  service: string;
  branch: string;
  back: { href: string; label: string };
  summary: Summary;
  /** Empty where there is nothing to choose, as are people. */
  lengths: Pill[];
  people: Pill[];
  page: WeekPage;
  /** The query, for forms that change one part of it. */
  query: Record<string, string>;
}

export async function timesPage(app: App, choice: Choice, { week, holder, correlationId }: { week: string | undefined; holder: string | null; correlationId?: string }): Promise<TimesPage> {
  const { service, branch, offerings, durationMinutes, zone, query } = choice;
  const page = await weekPage(app, {
    offerings,
    durationMinutes,
    week,
    zone,
    holder,
    correlationId,
    withWhom: withWhom(choice),
    hrefOf: (other) => paths.bookService(service.slug, { ...query, week: other }),
  });
  return {
    service: service.name,
    branch: branch.name,
    back: { href: paths.book({ branch: branch.slug, zone: query.zone }), label: "All services" },
    summary: summaryOf(app, choice, null),
    lengths: lengthPills(choice, page.week),
    people: peoplePills(choice, page.week),
    page,
    query: Object.fromEntries(Object.entries({ ...query, zone: undefined, week: page.week }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))),
  };
}

function lengthPills({ service, durationMinutes, query }: Choice, week: string): Pill[] {
  if (service.durationsMinutes.length < 2) return [];
  return [...service.durationsMinutes].sort((a, b) => a - b).map((minutes) => ({
    href: paths.bookService(service.slug, { ...query, duration: minutes, week }),
    label: durationText(minutes),
    isChosen: minutes === durationMinutes,
  }));
}

function peoplePills({ service, people, person, query }: Choice, week: string): Pill[] {
  if (people.length < 2) return [];
  const hrefOf = (staff: string) => paths.bookService(service.slug, { ...query, staff, week });
  return [
    { href: hrefOf(ANYONE), label: "Anyone", isChosen: person === null },
    ...people.map(({ slug, name }) => ({ href: hrefOf(slug), label: name, isChosen: person?.slug === slug })),
  ];
}
