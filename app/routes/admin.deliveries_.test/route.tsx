import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { redirect } from "@remix-run/node";
import { admin } from "#app/auth/procedures.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { sendTestMail } from "#app/notifications/test-mail.server.ts";

const form = z.object({ to: z.email("Please give an e-mail address, such as desk@example.com.").max(254) });

export const loader = admin.query(async ({ ctx }) => ({ email: ctx.user.email, isSet: ctx.app.env.mail !== undefined && !ctx.app.demo, from: ctx.app.env.mail?.from ?? null }));

export const action = admin.input({ form }).mutation(async ({ input, ctx }) => redirect(paths.adminDelivery(await sendTestMail(ctx.app, input.form.to))));

export const meta: MetaFunction = () => [{ title: "Send a test mail" }];

export default function TestMailPage() {
  const { email, isSet, from } = useLoaderData<typeof loader>();
  const state = formState(useActionData<typeof action>()?.lastResult, { to: email });
  return (
    <Page
      title="Send a test mail"
      lede="The next page says what the mail server answered, word for word."
      width="narrow"
      back={{ href: paths.adminDeliveries(), label: "Messages" }}
    >
      <Card>
        {!isSet && <Notice tone="warn">No mail server is set. Set SMTP_URL and MAIL_FROM, and start anew.</Notice>}
        <form method="post" noValidate className="form">
          <ErrorSummary form={state} />
          <TextField
            name="to"
            type="email"
            inputMode="email"
            autoComplete="email"
            label="To"
            hint={from ? `It comes from ${from}.` : undefined}
            defaultValue={state.value("to")}
            error={state.error("to")}
          />
          <div className="form-actions">
            <Button disabled={!isSet}>Send the test mail</Button>
            <ButtonLink tone="link" href={paths.adminDeliveries()}>
              Back
            </ButtonLink>
          </div>
        </form>
      </Card>
    </Page>
  );
}
