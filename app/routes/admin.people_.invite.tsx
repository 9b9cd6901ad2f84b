import type { MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { RadioGroup } from "#app/components/choice-field.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { InviteForm, invitePerson } from "#app/people/invite.server.ts";

export const loader = admin.query(async () => null);

export const action = admin.input({ form: InviteForm }).mutation(async ({ input, ctx }) => {
  const id = invitePerson(ctx.app, { viewer: ctx.viewer, correlationId: ctx.requestId }, input.form);
  return redirectWithFlash(paths.adminPerson(id), { tone: "success", text: `We write to ${input.form.email}: the link in the mail works once, for seven days.` });
});

export const meta: MetaFunction = () => [{ title: "Invite somebody" }];

export default function InvitePage() {
  const form = formState(useActionData<typeof action>()?.lastResult, { role: "user" });
  return (
    <Page title="Invite somebody" lede="They choose a password themselves." width="narrow" back={{ href: paths.adminPeople(), label: "People" }}>
      <Card>
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          <TextField name="name" label="Name" required maxLength={100} defaultValue={form.value("name")} error={form.error("name")} />
          <TextField name="email" label="E-mail" type="email" inputMode="email" required defaultValue={form.value("email")} error={form.error("email")} />
          <RadioGroup
            name="role"
            label="May"
            defaultValue={form.value("role")}
            error={form.error("role")}
            options={[
              { value: "user", label: "See and change their own appointments" },
              { value: "admin", label: "See and change everything" },
            ]}
          />
          <div className="form-actions">
            <Button>Send the invitation</Button>
          </div>
        </form>
      </Card>
    </Page>
  );
}
