import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { desk } from "#app/auth/procedures.server.ts";
import { clockNotice } from "#app/bookings/clock-change/clock-change.server.ts";
import { daySheet } from "#app/bookings/days/day-sheet.server.ts";
import { DaySearch } from "#app/bookings/days/search.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ClockNotice } from "#app/components/clock-notice.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { WeekNav } from "#app/components/week-nav.tsx";
import { paths } from "#app/lib/paths.ts";
import { Group } from "./group.tsx";

export const loader = desk.input({ search: DaySearch }).query(async ({ input, ctx }) => ({
  ...(await daySheet(ctx.app, ctx.viewer, input.search)),
  clock: clockNotice(ctx.app, ctx.viewer),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Day sheet, ${data.day}` : "Day sheet" }];

export default function DaySheetPage() {
  const { date, day, isOwn, zone, next, links, filters, options, groups, total, clock } = useLoaderData<typeof loader>();
  const found = total === 1 ? "1 appointment" : `${total} appointments`;
  return (
    <Page
      title="Day sheet"
      lede={
        <>
          {found}
          {zone && `, ${zone}`}
          {next && (
            <>
              . Next: <b>{next.time}</b> <a href={next.href}>{next.who}</a>
            </>
          )}
        </>
      }
      width="wide"
      actions={
        <>
          <ButtonLink tone="quiet" href={paths.adminCalendar({ date, staff: filters.staff, branch: filters.branch })}>
            See the calendar
          </ButtonLink>
          <ButtonLink tone="quiet" href={paths.adminNewBlock({ staff: filters.staff, date })}>
            Block time
          </ButtonLink>
          {!isOwn && (
            <ButtonLink tone="quiet" href={paths.adminNewAbsence({ staff: filters.staff, date })}>
              Somebody is away
            </ButtonLink>
          )}
        </>
      }
    >
      {clock && <ClockNotice {...clock} />}
      <WeekNav unit="day" label={day} {...links} />
      {!isOwn && (
        <Form method="get" className="day-filters no-print">
          <TextField name="date" label="Day" type="date" defaultValue={date} key={date} />
          <SelectField name="staff" label="Person" defaultValue={filters.staff} options={[{ value: "", label: "Everybody" }, ...options.staff]} />
          <SelectField name="branch" label="Branch" defaultValue={filters.branch} options={[{ value: "", label: "Every branch" }, ...options.branch]} />
          <SelectField
            name="by"
            label="Grouped by"
            defaultValue={filters.by}
            options={[
              { value: "person", label: "Person" },
              { value: "branch", label: "Branch" },
            ]}
          />
          <Button tone="quiet">Show</Button>
        </Form>
      )}
      {groups.length === 0 ? (
        <Card>
          <EmptyState title="Nothing on this day" text="Nobody works, and nothing is booked." />
        </Card>
      ) : (
        groups.map(({ key, ...group }) => <Group key={key} {...group} names={filters.by === "branch" ? "person" : "branch"} />)
      )}
    </Page>
  );
}
