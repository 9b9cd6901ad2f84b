import { redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { desk } from "#app/auth/procedures.server.ts";
import { blockTime } from "#app/bookings/blocks/block-time.server.ts";
import { BlockForm, BlockSearch } from "#app/bookings/blocks/form.ts";
import { askedBlock, newBlockPage } from "#app/bookings/blocks/page.server.ts";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

export const loader = desk.input({ search: BlockSearch }).query(async ({ input, ctx }) => newBlockPage(ctx.app, ctx.viewer, input.search));

export const action = desk.input({ form: BlockForm }).mutation(async ({ input, ctx }) => {
  const { staff, from, until, reason, repeat, seen } = input.form;
  const { staffId, occurrences, hasUnseen } = askedBlock(ctx.app, ctx.viewer, input.form);
  if (hasUnseen) return redirect(paths.adminNewBlock({ staff, from, until, reason, repeat }));
  blockTime(ctx.app, ctx.viewer, { staffId, occurrences, reason, seen, correlationId: ctx.requestId });
  const text = occurrences.length > 1 ? `Blocked in ${occurrences.length} weeks.` : "The time is blocked: nobody can be booked into it.";
  return redirectWithFlash(paths.adminToday({ date: from.slice(0, 10), staff }), { tone: "success", text });
});

export const meta: MetaFunction = () => [{ title: "Block time" }];

export default function NewBlockPage() {
  const { people, values, standing, more, seen, isWithCalcom } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, values);
  return (
    <Page
      title="Block time"
      lede="Lunch, a dentist: nobody can be booked then, whatever the hours say."
      width="narrow"
      back={{ href: paths.adminToday({ staff: values.staff, date: values.from.slice(0, 10) }), label: "Day sheet" }}
    >
      {standing.length > 0 && (
        <Notice
          tone="warn"
          role="status"
          title={`${standing.length + more === 1 ? "There is an appointment" : `There are ${standing.length + more} appointments`} in that time`}
        >
          <p>Blocking keeps others out and changes nothing about these: move or cancel them if they cannot take place.</p>
          <ul>
            {standing.map(({ id, href, when, what }) => (
              <li key={id}>
                <a href={href}>{when}</a>, {what}
              </li>
            ))}
            {more > 0 && <li>and {more} more</li>}
          </ul>
        </Notice>
      )}
      <Card>
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          <HiddenFields fields={{ seen }} />
          <SelectField name="staff" label="Person" options={people} defaultValue={form.value("staff")} error={form.error("staff")} />
          <TextField name="from" label="From" type="datetime-local" required defaultValue={form.value("from")} error={form.error("from")} />
          <TextField name="until" label="Until" type="datetime-local" required defaultValue={form.value("until")} error={form.error("until")} />
          <TextField
            name="reason"
            label="Reason"
            optional
            hint="Visible at the desk only."
            maxLength={200}
            defaultValue={form.value("reason")}
            error={form.error("reason")}
          />
          <TextField
            name="repeat"
            label="Every week until"
            optional
            hint="The last day, within a year; leave it empty for once."
            type="date"
            defaultValue={form.value("repeat")}
            error={form.error("repeat")}
          />
          <div className="form-actions">
            <Button>{standing.length > 0 ? "Block it anyway" : "Block this time"}</Button>
          </div>
        </form>
      </Card>
      {isWithCalcom && (
        <p className="field-hint">
          Cal.com’s own booking pages do not know about time blocked here. If people book there, add it as out of office there as well.
        </p>
      )}
    </Page>
  );
}
