import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { desk } from "#app/auth/procedures.server.ts";
import { calendar } from "#app/bookings/days/calendar.server.ts";
import { CalendarSearch } from "#app/bookings/days/search.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { SelectField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { Pills } from "#app/components/pills.tsx";
import { WeekNav } from "#app/components/week-nav.tsx";
import { paths } from "#app/lib/paths.ts";
import { Column, HourAxis } from "./column.tsx";

export const loader = desk.input({ search: CalendarSearch }).query(async ({ input, ctx }) => calendar(ctx.app, ctx.viewer, input.search));

export const links: LinksFunction = () => [{ rel: "stylesheet", href: paths.calendarCss() }];

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Calendar, ${data.title}` : "Calendar" }];

export default function CalendarPage() {
  const { view, zone, isOwn, label, links: around, views, fields, sheetHref, dayHrefs, filters, options, changes, hours, columns, total, newBlockHref } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Calendar"
      lede={`${total === 1 ? "1 appointment" : `${total} appointments`}, ${zone}`}
      width="wide"
      actions={<>
        <ButtonLink tone="quiet" href={sheetHref}>Day sheet</ButtonLink>
        <ButtonLink tone="quiet" href={newBlockHref}>Block time</ButtonLink>
        {!isOwn && <ButtonLink tone="quiet" href={paths.adminNewAbsence({ staff: filters.staff })}>Somebody is away</ButtonLink>}
      </>}
    >
      <div className="cal-controls no-print">
        <Pills label="View" options={views} />
        {!isOwn && (
          <Form method="get" className="cal-filters">
            <HiddenFields fields={fields} />
            <SelectField name="staff" label="Person" defaultValue={filters.staff} options={[{ value: "", label: "Everybody" }, ...options.staff]} />
            <SelectField name="branch" label="Branch" defaultValue={filters.branch} options={[{ value: "", label: "Every branch" }, ...options.branch]} />
            <Button tone="quiet">Show</Button>
          </Form>
        )}
      </div>
      <WeekNav unit={view} label={label} {...around} />
      {changes.map((text) => <Notice key={text}>{`${text} Times that occur twice are marked; times that are skipped stay empty.`}</Notice>)}
      <div className="card cal-card" role="region" aria-label={label} tabIndex={0}>
        <div className="cal">
          <HourAxis hours={hours} />
          {columns.map(({ key, ...column }, index) => <Column key={key} {...column} hours={hours} href={dayHrefs[index]} />)}
        </div>
      </div>
    </Page>
  );
}
