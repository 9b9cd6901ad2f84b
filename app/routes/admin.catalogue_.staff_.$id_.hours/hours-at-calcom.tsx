import { Fragment } from "react";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { paths } from "#app/lib/paths.ts";

interface Shown {
  zone: string;
  week: Line[];
  dates: Line[];
}

interface Line {
  date?: string;
  day: string;
  times: string[];
}

/** Read-only: Cal.com's API cannot write another person's hours. */
export function HoursAtCalcom({ shown: { zone, week, dates }, href }: { shown: Shown; href: string | null }) {
  return (
    <>
      <Notice title="Kept at Cal.com">
        <p>They are changed there, under {href ? <a href={href}>Availability</a> : "Availability"}, and show here within five minutes. This is the default schedule; an event type may use another.</p>
      </Notice>
      <Card title={`Every week, ${zone}`}>
        <Lines lines={week} />
      </Card>
      <Card title="Days that differ">
        {dates.length > 0 && <Lines lines={dates} />}
        <p className="field-hint">{dates.length === 0 ? "None upcoming." : "They replace the weekly hours."} Days out of office are not listed; free times follow them all the same.</p>
      </Card>
    </>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  return (
    <table className="table hours-shown">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Hours</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ date, day, times }) => (
          <tr key={day} data-date={date}>
            <th scope="row">{day}</th>
            <td>
              {times.length === 0 ? (
                <span className="field-hint">Off</span>
              ) : (
                times.map((time, index) => (
                  <Fragment key={index}>
                    {index > 0 && ", "}
                    <span className="unbroken">{time}</span>
                  </Fragment>
                ))
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why nothing can be shown, and what to do about it. */
export function NoHoursAtCalcom({ isMatched, href }: { isMatched: boolean; href: string | null }) {
  if (!isMatched)
    return (
      <EmptyState icon="person" title="Nobody at Cal.com yet" text="Hours are kept there. Say who this is at Cal.com, and they are shown here.">
        <a href={paths.adminMapping()}>Services and people</a>
      </EmptyState>
    );
  return (
    <EmptyState
      icon="clock"
      title="Hours are kept at Cal.com"
      text="They are set there, under Availability, and free times here follow them. They cannot be shown: Cal.com does not answer or has received too many requests, or the key may not see them."
    >
      {href && <a href={href}>Availability at Cal.com</a>}
    </EmptyState>
  );
}
