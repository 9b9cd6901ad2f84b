import { redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { NextSearch, SignInForm } from "#app/auth/forms.server.ts";
import { noStore } from "#app/auth/procedures.server.ts";
import { giveSessionCookie, readSessionCookie } from "#app/auth/session-cookie.server.ts";
import { signIn } from "#app/auth/sign-in.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

export const meta: MetaFunction = () => [{ title: "Sign in" }];

export const loader = noStore.input({ search: NextSearch }).query(async ({ input, ctx }) => {
  if (ctx.user) throw redirect(input.search.next);
  return { demo: ctx.app.demo, next: input.search.next };
});

export const action = noStore.input({ search: NextSearch, form: SignInForm }).mutation(async ({ input, ctx, request }) => {
  const sessionId = await readSessionCookie({ request, origin: ctx.origin });
  await giveSessionCookie(ctx, await signIn(ctx.app, { clientIp: ctx.clientIp, sessionId }, input.form));
  return redirect(input.search.next);
});

export default function SignInPage() {
  const { demo, next } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Sign in" lede="See, move and cancel your bookings." width="narrow">
      {demo && (
        <Notice title="This is the demo">
          <p>
            Sign in as <b>admin@frontdesk.test</b> (the desk), <b>ines@harbour-physio.example</b> (staff) or <b>user@frontdesk.test</b> (a customer), password <b>frontdesk-demo</b>.
          </p>
        </Notice>
      )}
      <Card>
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          <TextField name="email" label="E-mail" type="email" inputMode="email" autoComplete="username" required defaultValue={form.value("email")} error={form.error("email")} />
          <TextField name="password" label="Password" type="password" autoComplete="current-password" required error={form.error("password")} />
          <div className="form-actions">
            <Button>Sign in</Button>
            <ButtonLink tone="link" href={paths.forgotPassword()}>Forgot your password?</ButtonLink>
          </div>
        </form>
      </Card>
      <p>
        No account yet? <a href={paths.signUp({ next })}>Sign up</a>. To book you need none.
      </p>
    </Page>
  );
}
