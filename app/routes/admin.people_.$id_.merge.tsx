import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Facts } from "#app/components/facts.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { mergePage, mergePeople } from "#app/people/merge.server.ts";

const id = z.string().min(1).max(60);
const search = z.object({ with: id.optional().catch(undefined), email: z.string().max(254).optional().catch(undefined) });

export const loader = admin.input({ params: z.object({ id }), search }).query(async ({ input, ctx }) => mergePage(ctx.app, input.params.id, input.search));

export const action = admin.input({ params: z.object({ id }), form: z.object({ duplicate: id }) }).mutation(async ({ input, ctx }) => {
  const { appointments } = mergePeople(ctx.app, { viewer: ctx.viewer, correlationId: ctx.requestId }, input.params.id, input.form.duplicate);
  return redirectWithFlash(paths.adminPerson(input.params.id), { tone: "success", text: `Merged. Appointments moved over: ${appointments}.` });
});

export const meta: MetaFunction = () => [{ title: "Merge two people" }];

export default function MergePage() {
  const { kept, duplicate, appointments } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const back = { href: paths.adminPerson(kept.id), label: kept.name };
  if (!duplicate) {
    return (
      <Page title="Merge two people" width="narrow" back={back}>
        <Card>
          <EmptyState icon="person" title="Nobody else has this address">
            <ButtonLink tone="quiet" href={back.href}>
              Back
            </ButtonLink>
          </EmptyState>
        </Card>
      </Page>
    );
  }
  return (
    <Page title="Merge two people" lede="This cannot be undone." width="narrow" back={back}>
      <Card>
        <ErrorSummary form={form} />
        <h2>Stays</h2>
        <Facts
          facts={[
            { label: "Name", value: kept.name },
            { label: "E-mail", value: kept.email },
            { label: "Phone", value: kept.phone },
          ]}
        />
        <h2>Goes</h2>
        <Facts
          facts={[
            { label: "Name", value: duplicate.name },
            { label: "E-mail", value: duplicate.email },
            { label: "Phone", value: duplicate.phone },
            { label: "Appointments that move over", value: String(appointments) },
          ]}
        />
        <p>
          Whoever books with the second address books for {kept.name} from now on. Nobody can sign in with it any more. Anyone with an account is told by mail.
        </p>
        <form method="post" className="form-actions">
          <HiddenFields fields={{ duplicate: duplicate.id }} />
          <Button tone="danger">Merge into {kept.name}</Button>
        </form>
      </Card>
    </Page>
  );
}
