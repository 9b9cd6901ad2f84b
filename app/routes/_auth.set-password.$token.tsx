import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { SetPasswordForm, SetPasswordParams } from "#app/auth/forms.server.ts";
import { findLink } from "#app/auth/links.server.ts";
import { noStore } from "#app/auth/procedures.server.ts";
import { giveSessionCookie, readSessionCookie } from "#app/auth/session-cookie.server.ts";
import { setPassword } from "#app/auth/set-password.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorPage } from "#app/components/error-page.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { localPath } from "#app/lib/local-path.ts";
import { paths } from "#app/lib/paths.ts";

export const meta: MetaFunction = () => [{ title: "Choose a password" }];

export const loader = noStore.input({ params: SetPasswordParams }).query(async ({ input, ctx }) => {
  const link = findLink(ctx.app.db, input.params.token, ctx.app.clock());
  return link ? data({ email: link.email }) : data(null, { status: 404 });
});

export const action = noStore.input({ params: SetPasswordParams, form: SetPasswordForm }).mutation(async ({ input, ctx, request }) => {
  const { token } = input.params;
  const sessionId = await readSessionCookie({ request, origin: ctx.origin });
  const done = await setPassword(ctx.app, { sessionId }, token, input.form.password);
  if (!done) return redirect(paths.setPassword(token));
  await giveSessionCookie(ctx, done.sessionId);
  return redirect(localPath(done.next, paths.bookings()));
});

export default function SetPasswordPage() {
  const link = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  if (!link) return <DeadLink />;
  return (
    <Page title="Choose a password" lede="Saving it signs you in here and signs out every other device." width="narrow">
      <Card>
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          <TextField name="email" label="Your account" type="email" autoComplete="username" readOnly defaultValue={link.email} />
          <TextField
            name="password"
            label="Password"
            hint="At least 8 characters. A few words in a row are easy to keep and hard to guess."
            type="password"
            autoComplete="new-password"
            required
            error={form.error("password")}
          />
          <div className="form-actions">
            <Button>Save the password</Button>
          </div>
        </form>
      </Card>
    </Page>
  );
}

function DeadLink() {
  return (
    <ErrorPage title="This link no longer works" icon="clock" text="It was already used, has expired, or is incomplete. Nothing was changed. Ask for a new one: it takes a minute.">
      <ButtonLink href={paths.forgotPassword()}>New link for my password</ButtonLink>
      <ButtonLink tone="quiet" href={paths.signUp()}>New link for a new account</ButtonLink>
    </ErrorPage>
  );
}
