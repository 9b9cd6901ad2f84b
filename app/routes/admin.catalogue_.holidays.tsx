import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { CloseForm, closeDays } from "#app/bookings/catalogue/close-days.server.ts";
import { holidaysPage } from "#app/catalog/holidays-page.server.ts";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { CatalogueTabs } from "#app/components/catalogue-tabs.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

export const loader = admin.query(async ({ ctx }) => holidaysPage(ctx.app));

export const action = admin.input({ form: CloseForm }).mutation(async ({ input, ctx }) => {
  closeDays(ctx.app, atDesk(ctx), input.form);
  return redirectWithFlash(paths.adminHolidays(), { tone: "success", text: "Closed: nobody can book then." });
});

export const meta: MetaFunction = () => [{ title: "Closed days" }];

export default function HolidaysPage() {
  const { days, branches, today, isRead, isWithCalcom } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = formState(answer?.lastResult);
  return (
    <Page title="Catalogue" lede="Holidays and other days on which nobody works.">
      <CatalogueTabs here="holidays" />
      {isWithCalcom ? (
        <Notice title="Days off are kept at Cal.com"><p>They are set there, under Availability and Out of office, and free times here follow them. {isRead ? "Days out of office are not listed here." : "They cannot be shown at the moment."}</p></Notice>
      ) : (
        <Card title="Close days">
          <CatalogueForm form={form} lookAt={answer?.lookAt} save="Close" backHref={paths.adminHolidays()}>
            <div className="halves halves-close">
              <TextField name="from" label="First day" type="date" required min={today} defaultValue={form.value("from")} error={form.error("from")} />
              <TextField name="until" label="Last day" type="date" optional hint="Empty: just the one." min={today} defaultValue={form.value("until")} error={form.error("until")} />
            </div>
            <SelectField name="branch" label="Who" options={[{ value: "", label: "Everybody" }, ...branches.map(({ value, label }) => ({ value, label: `Whoever works at ${label}` }))]} defaultValue={form.value("branch")} error={form.error("branch")} />
          </CatalogueForm>
        </Card>
      )}
      {isRead && (
        <Card title="Closed">
          {days.length === 0 ? <p>No upcoming day is closed.</p> : (
            <table className="table table-stack">
              <thead><tr><th scope="col">Day</th><th scope="col">Who has it off</th>{!isWithCalcom && <th scope="col"><span className="visually-hidden">Change</span></th>}</tr></thead>
              <tbody>
                {days.map(({ date, text, who }) => (
                  <tr key={date} data-date={date}>
                    <td>{text}</td>
                    <td>{who}</td>
                    {!isWithCalcom && <td><form method="post" action={paths.adminOpenDay()}><HiddenFields fields={{ date }} /><Button tone="link" aria-label={`Open ${text} again`}>Open again</Button></form></td>}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Card>
      )}
    </Page>
  );
}
