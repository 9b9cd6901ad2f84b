import { redirect } from "@remix-run/node";
import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { importPage } from "#app/bookings/csv-import/page.server.ts";
import { startImport } from "#app/bookings/csv-import/run.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { Forecast } from "./forecast.tsx";
import { ImportRows } from "./rows.tsx";

const params = z.object({ id: z.string().min(1).max(60) });
const StartForm = z.object({ tells: z.literal("on").optional(), override: z.string().trim().max(500, "Please use at most 500 characters.").optional() });
const REFRESH_SECONDS = 2;

export const loader = admin.input({ params }).query(async ({ input, ctx }) => importPage(ctx.app, input.params.id));

export const action = admin.input({ params, form: StartForm }).mutation(async ({ input, ctx }) => {
  const { id } = input.params;
  startImport(ctx.app, ctx.viewer, id, { tells: input.form.tells === "on", override: input.form.override, correlationId: ctx.requestId });
  return redirect(paths.adminImportRun(id));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.forecast ? "Import these bookings?" : "Import of bookings" },
  ...(data?.state === "running" ? [{ httpEquiv: "refresh", content: String(REFRESH_SECONDS) }] : []),
];

export default function ImportRunPage() {
  const { id, state, counts, forecast, hoursAreRead, rows, hidden } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const back = { href: paths.adminImport(), label: "Another file" };
  if (forecast)
    return (
      <Page title="Import these bookings?" lede="Nothing has been booked yet." back={back}>
        <Forecast forecast={forecast} hoursAreRead={hoursAreRead} form={form} />
        <ImportRows rows={rows} hidden={hidden} />
      </Page>
    );
  const settled = counts.total - counts.waiting;
  return (
    <Page title="Import of bookings" width="wide" back={back} actions={counts.refused > 0 && <ButtonLink tone="quiet" href={paths.adminImportRefused(id)} download>Refused rows as CSV</ButtonLink>}>
      {state === "running" ? (
        <Notice title="Under way">
          <label className="bulk-progress">{settled.toLocaleString("en-GB")} of {counts.total.toLocaleString("en-GB")}<progress value={settled} max={counts.total} /></label>
          <p>You can leave this page; the work goes on. The page refreshes every few seconds.</p>
        </Notice>
      ) : (
        <Notice tone={counts.refused > 0 ? "warn" : "good"} title="Done" role="status">
          <p>Booked: {counts.booked.toLocaleString("en-GB")}. There already: {counts.there.toLocaleString("en-GB")}. Refused: {counts.refused.toLocaleString("en-GB")}.</p>
          {counts.booked > 0 && <p><a href={paths.adminBookings({ source: "import" })}>Imported bookings in the list</a></p>}
        </Notice>
      )}
      <ImportRows rows={rows} hidden={hidden} state={state} />
    </Page>
  );
}
