import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { clockNotice } from "#app/bookings/clock-change/clock-change.server.ts";
import { BarChart } from "#app/components/bar-chart.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ClockNotice } from "#app/components/clock-notice.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { TextField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { Pills } from "#app/components/pills.tsx";
import { attention } from "#app/insights/attention.server.ts";
import { firstSteps } from "#app/insights/first-steps.server.ts";
import { overview } from "#app/insights/overview.server.ts";
import { PeriodSearch, PRESETS } from "#app/insights/period.ts";
import { ageText, dateRangeText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { Breakdown, NumbersTable } from "./breakdown.tsx";
import { dayBars, hourBars } from "./bars.ts";
import { DayTable } from "./day-table.tsx";
import { AttentionCard, FirstStepsCard } from "./desk-cards.tsx";
import { KeyFigures } from "./numbers.tsx";

export const loader = admin.input({ search: PeriodSearch }).query(async ({ input, ctx }) => ({
  ...(await overview(ctx.app, input.search)),
  search: input.search,
  presets: PRESETS,
  steps: firstSteps(ctx.app),
  attention: attention(ctx.app),
  clock: clockNotice(ctx.app, ctx.viewer),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Overview, ${dateRangeText(data.period.from, data.period.to)}` : "Overview" }];

const PRESET_WORDS = { "last-7": "7 days", "last-30": "30 days", "last-90": "90 days", "next-30": "Next 30 days", "this-month": "This month", "last-month": "Last month", "this-year": "This year" };

export default function OverviewPage() {
  const { period, former, now, then, used, days, staff, services, branches, hours, ageMs, search, presets, steps, attention: waiting, clock } = useLoaderData<typeof loader>();
  const isOwn = Boolean(search.from ?? search.to);
  const asked = isOwn ? { from: period.from, to: period.to } : { period: search.period };
  return (
    <Page
      title="Overview"
      lede={`${dateRangeText(period.from, period.to)}, compared with ${dateRangeText(former.from, former.to)}.`}
      width="wide"
      actions={
        <ButtonLink tone="quiet" href={paths.adminNumbersCsv(asked)}>
          Download as CSV
        </ButtonLink>
      }
    >
      {steps && <FirstStepsCard steps={steps} />}
      {clock && <ClockNotice {...clock} />}
      <AttentionCard attention={waiting} />
      <div className="period">
        <Pills
          label="Period"
          options={presets.map((preset) => ({
            href: paths.admin({ period: preset }),
            label: PRESET_WORDS[preset],
            isChosen: !isOwn && preset === search.period,
          }))}
        />
        <Form method="get" className="period-dates">
          <TextField name="from" label="From" type="date" defaultValue={period.from} />
          <TextField name="to" label="Until" type="date" defaultValue={period.to} />
          <Button tone="quiet">Show</Button>
        </Form>
      </div>
      {ageMs !== null && <Notice>{`Some changes of the last ${ageText(ageMs)} are still being counted. Look again in a moment.`}</Notice>}
      <Card>
        <KeyFigures now={now} then={then} used={used} />
        {now.kept > 0 ? (
          <BarChart title="Appointments by day; the numbers are in the table below" bars={dayBars(days)} />
        ) : (
          <EmptyState title="No appointments in this period" />
        )}
        <DayTable days={days} />
      </Card>
      <Breakdown title="By person" what="Person" rows={staff} hasHours />
      <Breakdown title="By service" what="Service" rows={services} />
      <Breakdown title="By branch" what="Branch" rows={branches} />
      {now.kept > 0 && (
        <Card title="By hour">
          <BarChart title="Appointments by hour at the venue; the numbers are in the table below" bars={hourBars(hours)} />
          <details>
            <summary>Hours in numbers</summary>
            <NumbersTable label="Hours in numbers" what="Begins at" rows={hours} />
          </details>
        </Card>
      )}
    </Page>
  );
}
