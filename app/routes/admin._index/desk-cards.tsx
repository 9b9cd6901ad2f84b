import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Icon } from "#app/components/icon.tsx";
import type { Attention } from "#app/insights/attention.server.ts";
import type { FirstSteps } from "#app/insights/first-steps.server.ts";
import { paths } from "#app/lib/paths.ts";

/** What a new desk does first, in three steps. */
export function FirstStepsCard({ steps }: { steps: FirstSteps }) {
  const lines = [
    { done: steps.hours, text: "Add somebody who takes appointments, and their hours", href: paths.adminStaff() },
    { done: steps.service, text: "Add a service and say who does it", href: paths.adminCatalogue() },
    { done: steps.booking, text: "Book an appointment to try it", href: paths.book() },
  ];
  return (
    <Card title="First steps">
      <ol className="first-steps">
        {lines.map(({ done, text, href }) => (
          <li key={text} data-done={done}>
            <Icon name={done ? "check" : "arrow-right"} />
            {done ? <span>{text}<span className="visually-hidden"> (done)</span></span> : <a href={href}>{text}</a>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What waits for somebody; nothing when nothing does. */
export function AttentionCard({ attention }: { attention: Attention }) {
  const lines = [
    { count: attention.requests, one: "request waits for an answer", many: "requests wait for an answer", href: paths.adminBookings({ status: "pending" }) },
    { count: attention.unsettled, one: "change could not be settled", many: "changes could not be settled", href: paths.adminDrift() },
    { count: attention.failedMessages, one: "message could not be sent", many: "messages could not be sent", href: paths.adminDeliveries({ state: "failed" }) },
    { count: attention.deadJobs, one: "task in the background was given up", many: "tasks in the background were given up", href: paths.adminJobs() },
    { count: attention.differences, one: "difference from the calendar", many: "differences from the calendar", href: paths.adminDrift() },
  ].filter(({ count }) => count > 0);
  if (lines.length === 0) return null;
  return (
    <Card title="Needs you">
      <ul className="attention">
        {lines.map(({ count, one, many, href }) => (
          <li key={one}><ButtonLink tone="quiet" href={href}><span><strong>{count}</strong> {count === 1 ? one : many}</span></ButtonLink></li>
        ))}
      </ul>
    </Card>
  );
}
