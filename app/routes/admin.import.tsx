import { redirect } from "@remix-run/node";
import type { MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { draftImport } from "#app/bookings/csv-import/draft.server.ts";
import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const UploadForm = z.object({ file: z.instanceof(File, { error: "Please choose a file." }).refine(({ size }) => size > 0, "Please choose a file.") });

export const loader = admin.query(async () => null);

export const action = admin.input({ form: UploadForm }).mutation(async ({ input, ctx }) => {
  const id = draftImport(ctx.app, ctx.viewer, new Uint8Array(await input.form.file.arrayBuffer()));
  return redirect(paths.adminImportRun(id));
});

export const meta: MetaFunction = () => [{ title: "Import bookings" }];

export default function ImportPage() {
  const form = formState(useActionData<typeof action>()?.lastResult);
  const error = form.error("file");
  return (
    <Page title="Import bookings" lede="Future appointments from a CSV file. You see first what would be booked." width="narrow" back={{ href: paths.adminBookings(), label: "All bookings" }}>
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
        <h2>What the file says</h2>
        <p>The first line names the columns, as in the <a href={paths.adminBookingsCsv({ bom: 1 })} download>CSV of the list</a>: <b>Service</b>, <b>Name</b>, <b>E-mail</b>, and <b>Date</b> (2026-11-30) with <b>Start</b> (09:30) at the branch, or <b>Starts at (UTC)</b>. <b>With</b>, <b>Branch</b>, <b>End</b>, <b>Time zone</b>, <b>Phone</b>, <b>Guests</b>, <b>Notes</b> and <b>Title</b> are read where they are there.</p>
      </Card>
    </Page>
  );
}
