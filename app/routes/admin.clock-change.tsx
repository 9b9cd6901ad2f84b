import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { desk } from "#app/auth/procedures.server.ts";
import { clockChangePage } from "#app/bookings/clock-change/clock-change.server.ts";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";

export const loader = desk.query(async ({ ctx }) => clockChangePage(ctx.app, ctx.viewer));

export const meta: MetaFunction = () => [{ title: "Clock change" }];

export default function ClockChangePage() {
  const { changes, affected } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Clock change"
      lede="Appointments during which the clock changes, and those of visitors whose time difference from the venue is not the usual one."
      width="wide"
      back={{ href: paths.adminToday(), label: "Day sheet" }}
    >
      {changes.length > 0 && (
        <Notice>
          {changes.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      <Card>
        {affected.length === 0 ? (
          <EmptyState
            icon="clock"
            title={changes.length > 0 ? "No appointment is affected" : "No change within two weeks"}
            text={
              changes.length > 0
                ? "No appointment is under way while the clock changes, and every visitor's time difference from the venue stays the same."
                : "Two weeks before clocks change, this page lists the appointments affected."
            }
          />
        ) : (
          <table className="table table-stack">
            <thead>
              <tr>
                <th scope="col">Appointment</th>
                <th scope="col">At the venue</th>
                <th scope="col">For the visitor</th>
                <th scope="col">What is different</th>
              </tr>
            </thead>
            <tbody>
              {affected.map((one) => (
                <tr key={one.id} data-booking={one.id}>
                  <td>
                    <a href={one.href}>
                      <b>{one.customer}</b>
                    </a>
                    <br />
                    {one.what}
                  </td>
                  <td>
                    {one.venue}
                    <br />
                    <span className="field-hint">{one.venueZone}</span>
                  </td>
                  <td>
                    {one.visitor}
                    <br />
                    <span className="field-hint">{one.visitorZone}</span>
                  </td>
                  <td>
                    {one.kind === "crosses" && <>The clock changes while it goes on; it lasts {one.duration} all the same. </>}
                    {one.visitorBefore && <>By today’s time difference it would be {one.visitorBefore} for the visitor.</>}
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
