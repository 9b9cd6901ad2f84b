import { redirect, type MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { forgotPassword } from "#app/auth/forgot-password.server.ts";
import { ForgotPasswordForm } from "#app/auth/forms.server.ts";
import { noStore } from "#app/auth/procedures.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

export const meta: MetaFunction = () => [{ title: "Forgotten password" }];

export const loader = noStore.query(async () => null);

export const action = noStore.input({ form: ForgotPasswordForm }).mutation(async ({ input, ctx }) => {
  await forgotPassword(ctx.app, ctx, input.form.email);
  return redirect(paths.linkSent());
});

export default function ForgotPasswordPage() {
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Forgotten password" lede="Choose a new one with a link sent to your address." width="narrow">
      <Card>
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          <TextField name="email" label="E-mail" type="email" inputMode="email" autoComplete="username" required defaultValue={form.value("email")} error={form.error("email")} />
          <div className="form-actions">
            <Button>Send me the link</Button>
            <ButtonLink tone="link" href={paths.signIn()}>Back to sign in</ButtonLink>
          </div>
        </form>
      </Card>
    </Page>
  );
}
