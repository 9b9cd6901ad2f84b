import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { Tabs } from "#app/components/tabs.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { deliveriesPage, MESSAGE_STATES, resend } from "#app/notifications/deliveries.server.ts";
import { Messages } from "./messages.tsx";

const id = z.string().min(1).max(60);
const search = z.object({ state: z.enum(MESSAGE_STATES).optional().catch(undefined), before: id.optional().catch(undefined) });

export const loader = admin.input({ search }).query(async ({ input, ctx }) => ({ ...deliveriesPage(ctx.app, input.search), state: input.search.state ?? null, states: MESSAGE_STATES }));

export const action = admin.input({ search, form: z.object({ id }) }).mutation(async ({ input, ctx }) => {
  const done = resend(ctx.app, input.form.id, newId(ctx.app.random));
  return redirectWithFlash(paths.adminDeliveries(input.search), done ? { tone: "success", text: "The message goes out next." } : { tone: "info", text: "This message is on its way already, or cannot be sent again." });
});

export const meta: MetaFunction = () => [{ title: "Messages" }];

const LABELS = { queued: "Waiting", sending: "Being sent", retrying: "Tried again", sent: "Sent", failed: "Failed", suppressed: "Not sent" };

export default function DeliveriesPage() {
  const { messages, older, counts, sends, state, states } = useLoaderData<typeof loader>();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const tabs = [{ label: "All", href: paths.adminDeliveries(), count: total, current: state === null }, ...states.map((one) => ({ label: LABELS[one], href: paths.adminDeliveries({ state: one }), count: counts[one] ?? 0, current: one === state }))];
  return (
    <Page title="Messages" lede="Every mail that was written, and what became of it.">
      <Tabs label="Messages" tabs={tabs} />
      {!sends && <Notice tone="warn">No mail server is set (SMTP_URL), so messages wait here.</Notice>}
      <Card>
        {messages.length > 0 ? <Messages messages={messages} /> : <EmptyState icon="mail" title="No messages" text="What is written to people shows here." />}
        {older && <ButtonLink tone="quiet" href={paths.adminDeliveries({ state, before: older })}>Older</ButtonLink>}
      </Card>
    </Page>
  );
}
