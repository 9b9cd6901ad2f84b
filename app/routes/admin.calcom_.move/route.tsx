import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { relocationPage } from "#app/bookings/relocate/page.server.ts";
import { relocateAll } from "#app/bookings/relocate/relocate.server.ts";
import { Button } from "#app/components/button.tsx";
import { CalcomTabs } from "#app/components/calcom-tabs.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";

export const loader = admin.query(async ({ ctx }) => relocationPage(ctx.app));

export const action = admin.mutation(async ({ ctx }) => {
  const count = relocateAll(ctx.app);
  return redirectWithFlash(paths.adminMove(), { tone: "success", text: `${count} appointments are being made at Cal.com.` });
});

export const meta: MetaFunction = () => [{ title: "Earlier appointments and Cal.com" }];

export default function MovePage() {
  const { isAtCalcom, ready, appointments } = useLoaderData<typeof loader>();
  return (
    <Page title="Earlier appointments" lede="Upcoming appointments that were made before Cal.com took over." back={{ href: paths.adminCalcom(), label: "Cal.com" }}>
      <CalcomTabs here={null} />
      {appointments.length === 0 ? (
        <EmptyState
          icon="check"
          title={isAtCalcom ? "Every upcoming appointment is at Cal.com" : "Bookings are made in the embedded engine"}
          text={isAtCalcom ? undefined : "With an API key and after a restart, the appointments that exist by then are listed here."}
        />
      ) : (
        <>
          <Notice>
            They can stay as they are: kept, moved and cancelled here only. Cal.com then knows nothing of them, so block their times in its calendar. Or they can be made at Cal.com as well; it
            then writes to the customers about them as about new bookings, unless its mails are switched off.
          </Notice>
          <Card title={`What would happen (${appointments.length})`}>
            <div className="table-scroll" tabIndex={0} role="region" aria-label="Each appointment">
              <table className="table">
                <thead>
                  <tr><th scope="col">When</th><th scope="col">Appointment</th><th scope="col">What would happen</th></tr>
                </thead>
                <tbody>
                  {appointments.map(({ id, at, title, customer, what }) => (
                    <tr key={id}>
                      <td>{at}</td>
                      <td><a href={paths.booking(id)}>{title}</a><br /><span className="field-hint">{customer}</span></td>
                      <td>{what}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {ready > 0 && <Form method="post" className="cluster"><Button>Make {ready} at Cal.com</Button></Form>}
          </Card>
        </>
      )}
    </Page>
  );
}
