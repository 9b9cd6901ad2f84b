import { redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { NextSearch, SignUpForm } from "#app/auth/forms.server.ts";
import { noStore } from "#app/auth/procedures.server.ts";
import { signUp } from "#app/auth/sign-up.server.ts";
import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

export const meta: MetaFunction = () => [{ title: "Sign up" }];

export const loader = noStore.input({ search: NextSearch }).query(async ({ input, ctx }) => {
  if (ctx.user) throw redirect(input.search.next);
  return { next: input.search.next };
});

export const action = noStore.input({ search: NextSearch, form: SignUpForm }).mutation(async ({ input, ctx }) => {
  await signUp(ctx.app, ctx, { ...input.form, next: input.search.next });
  return redirect(paths.linkSent());
});

export default function SignUpPage() {
  const { next } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Sign up" lede="All your bookings in one place, including those you made as a guest." width="narrow">
      <Card>
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          <TextField name="name" label="Name" autoComplete="name" required maxLength={100} defaultValue={form.value("name")} error={form.error("name")} />
          <TextField
            name="email"
            label="E-mail"
            hint="You choose a password with the link we send there."
            type="email"
            inputMode="email"
            autoComplete="email"
            required
            defaultValue={form.value("email")}
            error={form.error("email")}
          />
          <div className="form-actions">
            <Button>Send me the link</Button>
          </div>
        </form>
      </Card>
      <p>
        You have an account? <a href={paths.signIn({ next })}>Sign in</a>.
      </p>
    </Page>
  );
}
