import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { changeReminderTimes, reminderTimes, ReminderTimesForm } from "#app/bookings/reminders/times.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

export const loader = admin.query(async ({ ctx }) => reminderTimes(ctx.app));

export const action = admin.input({ form: ReminderTimesForm }).mutation(async ({ input, ctx }) => {
  changeReminderTimes(ctx.app, { actor: actorOf(ctx.viewer), correlationId: ctx.requestId }, input.form);
  return redirectWithFlash(paths.adminReminders(), { tone: "success", text: "Saved. It applies to existing bookings, too." });
});

export const meta: MetaFunction = () => [{ title: "Reminders" }];

export default function RemindersPage() {
  const { usual, services } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, { usual, ...Object.fromEntries(services.map(({ slug, own }) => [`services.${slug}`, own])) });
  const field = (name: string) => ({ name, maxLength: 200, autoComplete: "off", defaultValue: form.value(name), error: form.error(name) });
  return (
    <Page
      title="Reminders"
      lede="How long before an appointment its customer is reminded. Customers who chose times of their own keep them."
      width="narrow"
      back={{ href: paths.adminDeliveries(), label: "Messages" }}
    >
      <form method="post" noValidate className="stack">
        <ErrorSummary form={form} />
        <Card>
          <TextField {...field("usual")} label="Usually" hint="Up to five, such as “24 h, 90 min” or “2 days”; “none” reminds nobody." />
        </Card>
        {services.length > 0 && (
          <Card title="Services with times of their own">
            <p className="field-hint">An empty field means the usual times.</p>
            <div className="form">
              {services.map(({ slug, name, active }) => (
                <TextField key={slug} {...field(`services.${slug}`)} label={active ? name : `${name} (archived)`} />
              ))}
            </div>
          </Card>
        )}
        <div className="form-actions">
          <Button>Save these times</Button>
          <ButtonLink tone="link" href={paths.adminDeliveries()}>
            Back
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}
