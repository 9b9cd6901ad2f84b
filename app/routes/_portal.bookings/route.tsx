import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { signedIn } from "#app/auth/procedures.server.ts";
import { deskRole } from "#app/auth/viewer.ts";
import { BookingFilters } from "#app/bookings/filters.ts";
import { portalList } from "#app/bookings/portal/list.server.ts";
import { BookingList } from "#app/components/booking-list.tsx";
import { ButtonLink } from "#app/components/button.tsx";
import { FilterChips } from "#app/components/filter-chips.tsx";
import { NextUp } from "#app/components/next-up.tsx";
import { Page } from "#app/components/page.tsx";
import { Pager } from "#app/components/pager.tsx";
import { Tabs } from "#app/components/tabs.tsx";
import { paths } from "#app/lib/paths.ts";
import { FilterForm } from "./filter-form.tsx";
import { NothingFound } from "./nothing-found.tsx";

export const handle = { hydrate: true };

export const loader = signedIn.input({ search: BookingFilters }).query(async ({ input, ctx }) => ({
  ...portalList(ctx.app, ctx.user, input.search),
  isDesk: deskRole(ctx.viewer) !== null,
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.isDesk ? "Appointments" : "My appointments"}, ${data.tab}` : "My appointments" },
];

export default function BookingsPage() {
  const list = useLoaderData<typeof loader>();
  const { tab, tabs, next, chips, resetHref, found, zone, days, pages } = list;
  return (
    <Page title={list.isDesk ? "Appointments" : "My appointments"} actions={<ButtonLink href={paths.book()}>Book an appointment</ButtonLink>}>
      {next && <NextUp {...next} />}
      <Tabs label="Appointments" tabs={tabs} />
      <FilterForm {...list} />
      <FilterChips chips={chips} resetHref={resetHref} />
      {days.length === 0 ? (
        <NothingFound tab={tab} isFiltered={chips.length > 0} resetHref={resetHref} />
      ) : (
        <>
          <div className="cluster cluster-apart">
            <p role="status">{found}{zone && <span className="field-hint"> · {zone}</span>}</p>
            <a className="no-print" href={list.csvHref} download>Download as CSV</a>
          </div>
          <BookingList days={days} />
          <Pager {...pages} />
        </>
      )}
    </Page>
  );
}
