import { redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { visitor } from "#app/auth/procedures.server.ts";
import { ensureVisitor, readVisitor } from "#app/auth/visitor.server.ts";
import { ChoiceSearch, readChoice } from "#app/availability/choice.server.ts";
import { TimeForm, timesPage } from "#app/availability/times-page.server.ts";
import { nearestShown } from "#app/availability/week.ts";
import type { WeekPage } from "#app/availability/week-page.server.ts";
import { holdTime } from "#app/bookings/hold.server.ts";
import { BookingFlow } from "#app/components/booking-flow.tsx";
import { BookingSummary } from "#app/components/booking-summary.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { MonthGrid } from "#app/components/month-grid.tsx";
import { NearestTimes } from "#app/components/nearest-times.tsx";
import { NextFree } from "#app/components/next-free.tsx";
import { Page } from "#app/components/page.tsx";
import { Pills } from "#app/components/pills.tsx";
import { WeekTimes } from "#app/components/week-times.tsx";
import { formState, type FormState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { toIso } from "#app/lib/time.ts";

const params = z.object({ service: z.string() });

export const loader = visitor.input({ params, search: ChoiceSearch }).query(async ({ input, ctx, request }) => {
  const choice = readChoice(ctx.app, input.params.service, input.search, ctx.user?.timeZone);
  return timesPage(ctx.app, choice, { week: input.search.week, holder: await readVisitor(request), correlationId: ctx.requestId });
});

export const action = visitor.input({ params, search: ChoiceSearch, form: TimeForm }).mutation(async ({ input, ctx, request }) => {
  await ctx.app.limits.take("hold", ctx.clientIp);
  const choice = readChoice(ctx.app, input.params.service, input.search, ctx.user?.timeZone);
  const { offerings, durationMinutes, query } = choice;
  const startMs = input.form.start;
  const isKnown = (await readVisitor(request)) !== null;
  const hold = await holdTime(ctx.app, { holder: await ensureVisitor(request, ctx), offerings, durationMinutes, startMs, correlationId: ctx.requestId });
  // We learn only later whether the browser keeps the new cookie, so until then the URL identifies the hold.
  return redirect(paths.bookDetails(choice.service.slug, { ...query, start: toIso(startMs), hold: isKnown ? null : hold.id }));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.service}: free times ${data.page.label}` : "Choose a time" }];

export default function TimesPage() {
  const { service, branch, back, summary, lengths, people, page, query } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const { next } = page;
  return (
    <Page title="Choose a time" lede={`${service}, ${branch}`} back={back} width="wide">
      <BookingFlow
        summary={<BookingSummary {...summary} />}
        nextFree={
          <div className="stack">
            {lengths.length > 0 && <Pills label="How long" options={lengths} />}
            {people.length > 0 && <Pills label="With" options={people} />}
            <Refused form={form} page={page} />
            {next && <NextFree slot={next.slot} when={next.when} who={next.who} button={`Take ${next.short}`} fields={{}} />}
          </div>
        }
        calendar={<MonthGrid {...page.month} />}
      >
        <WeekTimes page={page} query={query} method="post" />
      </BookingFlow>
    </Page>
  );
}

/** For a taken time it offers nearby ones; other errors are shown. */
function Refused({ form, page }: { form: FormState; page: WeekPage }) {
  const gone = form.error("start");
  if (gone === undefined) return <ErrorSummary form={form} />;
  return (
    <form method="post">
      <NearestTimes title={gone} slots={nearestShown(page.days, form.value("start"))} />
    </form>
  );
}
