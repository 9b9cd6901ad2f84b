import { redirect } from "@remix-run/node";
import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { draftImport } from "#app/bookings/csv-import/draft.server.ts";
import { latestImports } from "#app/bookings/csv-import/latest.server.ts";
import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { Unbroken } from "#app/components/unbroken.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const UploadForm = z.object({ file: z.instanceof(File, { error: "Please choose a file." }).refine(({ size }) => size > 0, "Please choose a file.") });

export const loader = admin.query(async ({ ctx }) => ({ earlier: latestImports(ctx.app) }));

export const action = admin.input({ form: UploadForm }).mutation(async ({ input, ctx }) => {
  const id = draftImport(ctx.app, ctx.viewer, new Uint8Array(await input.form.file.arrayBuffer()));
  return redirect(paths.adminImportRun(id));
});

export const meta: MetaFunction = () => [{ title: "Import bookings" }];

export default function ImportPage() {
  const { earlier } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const error = form.error("file");
  return (
    <Page title="Import bookings" lede="Future appointments from a CSV file. You first see what would be booked." width="narrow" back={{ href: paths.adminBookings(), label: "All bookings" }}>
      <Card>
        <form method="post" encType="multipart/form-data" noValidate className="form">
          <ErrorSummary form={form} />
          <div className="field">
            <label className="field-label" htmlFor="file">CSV file</label>
            <p className="field-hint" id="file-hint">UTF-8, separated by commas or semicolons, up to 5 MiB and 5,000 rows.</p>
            {error && <p className="field-error" id="file-error">{error}</p>}
            <input id="file" className="input" type="file" name="file" accept=".csv,text/csv" required aria-invalid={error ? true : undefined} aria-describedby={error ? "file-hint file-error" : "file-hint"} />
          </div>
          <div className="form-actions"><Button>See what would be booked</Button></div>
        </form>
      </Card>
      <Card>
        <h2>What the file contains</h2>
        <p>Its first line names the columns, as in the <a href={paths.adminBookingsCsv({ bom: 1 })} download>CSV of the list</a>. Others are ignored.</p>
        <Columns title="Required" columns={NEEDED} />
        <Columns title="Optional" columns={READ} />
      </Card>
      {earlier.length > 0 && <Card title="Earlier files"><Earlier runs={earlier} /></Card>}
    </Page>
  );
}

const STATES = { draft: "Nothing booked yet", running: "Under way", done: "Done" };

function Earlier({ runs }: { runs: ReturnType<typeof latestImports> }) {
  return (
    <ul className="import-earlier">
      {runs.map(({ id, href, at, by, state, total, booked, refused }) => (
        <li key={id} data-import={id} data-state={state}>
          <a href={href}>{at}</a>, {by}
          <span className="field-hint">{STATES[state]}. {total === 1 ? "1 row" : `${total.toLocaleString("en-GB")} rows`}{state !== "draft" && `: ${booked.toLocaleString("en-GB")} booked, ${refused.toLocaleString("en-GB")} refused`}</span>
        </li>
      ))}
    </ul>
  );
}

const NEEDED = [
  ["Service", "Its name"],
  ["Name", "The customer’s name"],
  ["E-mail or Phone", "A number has its country code: +351 912 345 678"],
  ["Date and Start", "2026-11-30 and 09:30, in the branch’s time zone. Or Starts at (UTC): 2026-11-30T09:30:00Z"],
] as const;

const READ = [
  ["With", "The person. Otherwise anyone who is free"],
  ["Branch", "Needed for a service offered at several branches"],
  ["End", "Needed for a service with several lengths"],
  ["Time zone", "For Date and Start, if it is not the branch’s: Europe/Lisbon"],
  ["Status", "Cancelled ones are left out"],
  ["A service’s question", "The answer, in a column named as the question is asked"],
  ["Title, Notes, Guests", "Guests: e-mail addresses, separated by semicolons"],
] as const;

function Columns({ title, columns }: { title: string; columns: readonly (readonly [name: string, meaning: string])[] }) {
  return (
    <section className="stack">
      <h3>{title}</h3>
      <dl className="import-columns">{columns.map(([name, meaning]) => <div key={name}><dt>{name}</dt><dd><Unbroken text={meaning} /></dd></div>)}</dl>
    </section>
  );
}
