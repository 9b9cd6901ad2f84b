import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { applyAgain } from "#app/bookings/sighting/deliveries.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { CalcomTabs } from "#app/components/calcom-tabs.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { SelectField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { inboxPage } from "#app/connection/inbox-page.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";
import { Deliveries } from "./deliveries.tsx";

const id = z.coerce.number().int().min(1);
const search = z.object({ outcome: z.string().min(1).max(60).optional().catch(undefined), before: id.optional().catch(undefined) });

export const loader = admin.input({ search }).query(async ({ input, ctx }) => ({ ...inboxPage(ctx.app, input.search), outcome: input.search.outcome ?? "" }));

export const action = admin.input({ search, form: z.object({ id }) }).mutation(async ({ input, ctx }) => {
  const outcome = applyAgain(ctx.app, input.form.id, ctx.requestId);
  return redirectWithFlash(paths.adminInbox(input.search), { tone: "success", text: `The webhook was applied again: ${outcome}.` });
});

export const meta: MetaFunction = () => [{ title: "Webhooks of Cal.com" }];

export default function InboxPage() {
  const { deliveries, older, outcomes, outcome, refused } = useLoaderData<typeof loader>();
  return (
    <Page title="Webhooks" lede="What Cal.com sent to Frontdesk, and the outcome. Passwords and tokens are not stored.">
      <CalcomTabs here="inbox" />
      {refused > 0 && <Notice tone="warn">{`Webhooks refused so far: ${refused}. They were not signed with a secret known here; their content is not stored.`}</Notice>}
      <Card title="Received">
        {outcomes.length > 1 && (
          <Form method="get" className="cluster">
            <SelectField name="outcome" label="Outcome" defaultValue={outcome} options={[{ value: "", label: "Everything" }, ...outcomes.map((value) => ({ value, label: value }))]} />
            <Button tone="quiet">Show</Button>
          </Form>
        )}
        {deliveries.length > 0 ? <Deliveries deliveries={deliveries} /> : <EmptyState icon="mail" title="Nothing received yet" text="Webhooks appear here as soon as Cal.com sends them." />}
        {older && <ButtonLink tone="quiet" href={paths.adminInbox({ outcome, before: older })}>Older</ButtonLink>}
      </Card>
    </Page>
  );
}
