import type { App } from "#app/app.server.ts";
import type { SummaryItem } from "#app/components/booking-summary.tsx";
import { dayText, durationText, priceText, shortMomentText, timeText, zoneText } from "#app/lib/format.ts";
import { weekOf } from "#app/lib/iso-week.ts";
import { paths } from "#app/lib/paths.ts";
import { dateIn } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { Choice } from "./choice.server.ts";

export interface Summary {
  items: SummaryItem[];
  line: string;
}

/** What has been chosen, with links back to each step that left a choice. */
export function summaryOf(app: App, choice: Choice, startMs: number | null): Summary {
  const { branch, branches, service, person, people, durationMinutes, zone } = choice;
  const { hourCycle, currency } = readCompany(app.db);
  const time = startMs === null ? null : `${dayText(startMs, zone)}, ${timeText(startMs, zone, hourCycle)}`;
  const times = startMs === null ? undefined : timesHref(choice, startMs);
  const several = service.durationsMinutes.length > 1;
  return {
    line: [startMs !== null && shortMomentText(startMs, zone, hourCycle), service.name, durationText(durationMinutes), person && `with ${person.name}`].filter(Boolean).join(", "),
    items: [
      { label: "Service", icon: "desk", value: service.name, changeHref: paths.book({ branch: branch.slug }) },
      { label: "Length", icon: "clock", value: durationText(durationMinutes), changeHref: several ? times : undefined },
      ...(service.priceCents === null ? [] : [{ label: "Price", icon: "tag" as const, value: priceText(service.priceCents, currency) }]),
      { label: "With", icon: "person", value: person?.name ?? "Anyone", changeHref: people.length > 1 ? times : undefined },
      { label: "Where", icon: "pin", value: whereText(choice), changeHref: branches.length > 1 ? paths.book({ service: service.slug }) : undefined },
      { label: "When", icon: "calendar", value: time, changeHref: times },
      { label: "Time zone", icon: "globe", value: zoneText(zone) },
    ],
  };
}

/** Back to the week in which a time was chosen. */
export function timesHref({ service, zone, query }: Choice, startMs: number): string {
  return paths.bookService(service.slug, { ...query, week: weekOf(dateIn(zone, startMs)) });
}

function whereText({ branch, service }: Choice): string {
  if (service.place === "video") return "Video call";
  if (service.place === "phone") return "Phone call";
  return `${branch.name} · ${branch.address}`;
}
