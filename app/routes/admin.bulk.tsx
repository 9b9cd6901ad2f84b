import { redirect } from "@remix-run/node";
import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { BulkChoice } from "#app/bookings/bulk/choice-form.ts";
import { choose } from "#app/bookings/bulk/choose.server.ts";
import { latestRuns } from "#app/bookings/bulk/progress.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

export const loader = admin.query(async ({ ctx }) => ({ runs: latestRuns(ctx.app) }));

/** From the list: records the selection. Nothing happens before its preview page is confirmed. */
export const action = admin.input({ form: BulkChoice }).mutation(async ({ input, ctx }) => redirect(choose(ctx.app, ctx.viewer, input.form)));

export const meta: MetaFunction = () => [{ title: "Bulk changes" }];

export default function BulkPage() {
  const { runs } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const query = form.value("query");
  const listHref = query ? `${paths.adminBookings()}?${query}` : paths.adminBookings();
  return (
    <Page title="Bulk changes" lede="What was done with many bookings at once." back={{ href: listHref, label: "Back to the list" }}>
      {form.refused && (
        <div className="stack">
          <ErrorSummary form={{ formErrors: [...form.formErrors, ...form.fieldErrors.map(({ message }) => message)], fieldErrors: [] }} />
          <p>
            <ButtonLink href={listHref}>Back to the list</ButtonLink>
          </p>
        </div>
      )}
      <Card>
        {runs.length === 0 ? (
          <EmptyState title="Nothing yet" text="Choose bookings on the list of all bookings, and what to do with them." icon="calendar" />
        ) : (
          <table className="table table-stack">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Started</th>
                <th scope="col">By</th>
                <th scope="col">Outcome</th>
              </tr>
            </thead>
            <tbody>
              {runs.map(({ id, href, what, at, by, isRunning, done, skipped, failed, doneWord }) => (
                <tr key={id} data-run={id}>
                  <td>
                    <a href={href}>{what}</a>
                  </td>
                  <td>{at}</td>
                  <td>{by}</td>
                  <td>
                    {isRunning ? "Under way. " : ""}
                    {doneWord}: {done}. Left as they were: {skipped}. Failed: {failed}.
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </Page>
  );
}
