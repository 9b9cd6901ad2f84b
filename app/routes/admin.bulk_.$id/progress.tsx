import type { useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Pager } from "#app/components/pager.tsx";
import { Tabs } from "#app/components/tabs.tsx";
import { paths } from "#app/lib/paths.ts";
import type { loader } from "./route.tsx";

type Begun = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["progress"]>;

/** How far it is, and each row's outcome. */
export function Progress({ run }: { run: Begun }) {
  const { id, isRunning, hasStopped, counts, doneWord, settled, tabs, rows, next, previous, historyHref } = run;
  return (
    <>
      {hasStopped ? (
        <Notice tone="bad" title="It has stopped">
          <p>The server could not go on with it. What is done is done; <a href={paths.adminJobs()}>let it try again</a>.</p>
        </Notice>
      ) : isRunning ? (
        <Notice title="Under way">
          <label className="bulk-progress">{settled.toLocaleString("en-GB")} of {counts.total.toLocaleString("en-GB")}<progress value={settled} max={counts.total} /></label>
          <p>You can leave this page; the work goes on. The page refreshes every few seconds.</p>
          {counts.confirming > 0 && <p>{counts.confirming.toLocaleString("en-GB")} being confirmed: the calendar has not answered yet.</p>}
        </Notice>
      ) : (
        <Notice tone={counts.failed > 0 ? "warn" : "good"} title="Done" role="status">
          <p>{doneWord}: {counts.done.toLocaleString("en-GB")}. Left as they were: {counts.skipped.toLocaleString("en-GB")}. Failed: {counts.failed.toLocaleString("en-GB")}.</p>
        </Notice>
      )}
      {counts.failed > 0 && <form method="post" action={paths.adminBulkRetry(id)}><Button>{counts.failed === 1 ? "Try the failed one again" : `Try the ${counts.failed.toLocaleString("en-GB")} failed ones again`}</Button></form>}
      <Tabs label="Outcomes" tabs={tabs} />
      <Card>
        <table className="table table-stack" data-run={id} data-run-state={isRunning ? "running" : "done"}>
          <thead><tr><th scope="col">When</th><th scope="col">Customer</th><th scope="col">What</th><th scope="col">Outcome</th></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.position} row={row} />)}</tbody>
        </table>
        <Pager previous={previous} next={next} />
      </Card>
      <p><ButtonLink tone="link" href={historyHref}>Who started it, in the history</ButtonLink></p>
    </>
  );
}

const TONES = { waiting: "quiet", confirming: "warn", done: "good", skipped: "quiet", failed: "bad" } as const;

function Row({ row: { bookingId, booking, state, label, reason } }: { row: Begun["rows"][number] }) {
  return (
    <tr data-bulk-item={bookingId} data-outcome={state}>
      {booking ? <><td><a href={booking.href}>{booking.when}</a></td><td>{booking.customer}</td><td>{booking.what}</td></> : <td colSpan={3}>A booking that is gone</td>}
      <td><span className={`badge badge-${TONES[state]}`}>{label}</span>{reason && <span className="field-hint bulk-reason">{reason}</span>}</td>
    </tr>
  );
}
