import type { WeekPage } from "#app/availability/week-page.server.ts";
import { zoneOptionsWith } from "#app/lib/zones.ts";
import { ButtonLink } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";
import { Notice } from "./notice.tsx";
import { WeekGrid } from "./week-grid.tsx";
import { WeekNav } from "./week-nav.tsx";
import { ZonePicker } from "./zone-picker.tsx";

export interface WeekTimesProps {
  page: WeekPage;
  /** The rest of the query: what stays when the zone changes. */
  query: Record<string, string>;
  /** What goes along with a chosen `start`. */
  fields?: Record<string, string>;
  /** "post" keeps the time for the visitor; "get" only asks about it. */
  method: "get" | "post";
}

/** A week of free times with everything one can say about them. */
export function WeekTimes({ page, query, fields = {}, method }: WeekTimesProps) {
  const { label, links, zone, notice } = page;
  return (
    <>
      <WeekNav label={label} {...links} />
      <ZonePicker label={zone.label} zone={zone.zone} zones={zoneOptionsWith(zone.zone)} fields={query} note={zone.note ?? undefined} />
      {notice && <Notice tone="warn" title={notice.title}>{notice.text}</Notice>}
      {!page.isEmpty && <WeekGrid days={page.days} fields={fields} method={method} />}
      {page.isEmpty && !page.failed && <NoTimes page={page} />}
    </>
  );
}

function NoTimes({ page: { next, hasPassed } }: { page: WeekPage }) {
  const title = hasPassed ? "This week has passed" : "No free times this week";
  if (!next) return <EmptyState title={title} text="No times are free in the weeks open for booking. Please check again later." />;
  return (
    <EmptyState title={title} text={`Next free: ${next.day}`}>
      <ButtonLink tone="quiet" href={next.weekHref}>Show {next.day}</ButtonLink>
    </EmptyState>
  );
}
