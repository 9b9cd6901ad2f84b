import type { ShownEvent } from "#app/audit/page.server.ts";
import { paths } from "#app/lib/paths.ts";

export function Events({ events }: { events: ShownEvent[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Events">
      <table className="table table-stack">
        <thead>
          <tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Values</th></tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.seq} data-event={event.seq}>
              <td><time dateTime={event.atIso}>{event.at}</time><br /><span className="field-hint">Number {event.seq}</span></td>
              <td>{event.who}<br /><span className="field-hint">{SOURCES[event.source] ?? event.source}</span></td>
              <td>{event.action}<br /><a href={hrefOf(event)}>{event.subject}</a></td>
              <td><Values event={event} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const SOURCES: Record<string, string> = { web: "on a page", api: "by API", admin: "at the desk", calcom: "at Cal.com", import: "by import", job: "in the background" };

/** Everything that happened to the same thing. */
function hrefOf({ subjectType, subjectId }: ShownEvent): string {
  return subjectType === "booking" || subjectType === "desk note" ? paths.adminBooking(subjectId) : paths.adminAudit({ subject: subjectType, subjectId });
}

function Values({ event: { values, isErased } }: { event: ShownEvent }) {
  if (isErased) return <span className="field-hint">Erased</span>;
  return (
    <ul className="event-values">
      {values.map(({ name, was, is }) => (
        <li key={name}><span className="field-hint">{name}</span> {was !== null && <><s>{was}</s> → </>}{is}</li>
      ))}
    </ul>
  );
}
