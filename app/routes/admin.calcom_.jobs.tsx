import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { Button } from "#app/components/button.tsx";
import { CalcomTabs } from "#app/components/calcom-tabs.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { jobsPage, type ShownJob } from "#app/jobs/page.server.ts";
import { paths } from "#app/lib/paths.ts";

export const loader = admin.query(async ({ ctx }) => jobsPage(ctx.app));

export const meta: MetaFunction = () => [{ title: "Background work" }];

export default function JobsPage() {
  const { due, late, dead } = useLoaderData<typeof loader>();
  return (
    <Page title="Background work" lede="What the server does on its own, and what it could not do.">
      <CalcomTabs here="jobs" />
      <p>{due === 0 ? "Nothing is waiting." : `${due} waiting or under way, the oldest for ${late}.`}</p>
      {dead.length > 0 ? (
        <Card title={`Given up (${dead.length})`}><DeadJobs jobs={dead} /></Card>
      ) : (
        <EmptyState icon="check" title="Nothing was given up" text="What fails is retried for some hours. What still fails after that is shown here." />
      )}
    </Page>
  );
}

function DeadJobs({ jobs }: { jobs: ShownJob[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Given up">
      <table className="table">
        <thead>
          <tr><th scope="col">What</th><th scope="col">Why</th><th scope="col">Given up</th><th scope="col">Settle it</th></tr>
        </thead>
        <tbody>
          {jobs.map(({ id, what, about, why, givenUp, attempts }) => (
            <tr key={id}>
              <td>{what}{about && <><br /><span className="field-hint">{about}</span></>}</td>
              <td>{why}</td>
              <td>{givenUp}<br /><span className="field-hint">{attempts} tries</span></td>
              <td>
                <div className="cluster">
                  <Form method="post" action={paths.adminJobRetry(id)}><Button aria-label={`Try again: ${what}`}>Try again</Button></Form>
                  <Form method="post" action={paths.adminJobDismiss(id)}><Button tone="quiet" aria-label={`Leave it: ${what}`}>Leave it</Button></Form>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
