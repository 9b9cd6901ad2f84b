import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { Tabs } from "#app/components/tabs.tsx";
import { paths } from "#app/lib/paths.ts";
import { deliveriesPage } from "#app/notifications/deliveries.server.ts";
import { MESSAGE_STATES, MessageFilters } from "#app/notifications/filters.ts";
import { kindOptions } from "#app/notifications/wording/kinds.ts";
import { FilterForm } from "./filter-form.tsx";
import { Messages } from "./messages.tsx";

export const loader = admin
  .input({ search: MessageFilters })
  .query(async ({ input, ctx }) => ({
    ...deliveriesPage(ctx.app, input.search),
    filters: input.search,
    states: MESSAGE_STATES,
    kinds: kindOptions(),
    isDemo: ctx.app.demo,
  }));

export const meta: MetaFunction = () => [{ title: "Messages" }];

const LABELS = { queued: "Waiting", sending: "Being sent", retrying: "Tried again", sent: "Sent", failed: "Failed", suppressed: "Not sent" };

export default function DeliveriesPage() {
  const { messages, older, counts, sends, texts, filters, states, kinds, isDemo } = useLoaderData<typeof loader>();
  const { state, before: _, ...others } = filters;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const tabs = [
    { label: "All", href: paths.adminDeliveries(others), count: total, current: state === undefined },
    ...states.map((one) => ({ label: LABELS[one], href: paths.adminDeliveries({ ...others, state: one }), count: counts[one] ?? 0, current: one === state })),
  ];
  return (
    <Page
      title="Messages"
      lede="Every message to people, and its outcome."
      width="wide"
      actions={
        <>
          <ButtonLink tone="quiet" href={paths.adminWordings()}>Wording</ButtonLink>
          <ButtonLink tone="quiet" href={paths.adminReminders()}>Reminders</ButtonLink>
          {isDemo ? <ButtonLink tone="quiet" href={paths.demoMailbox()}>The demo's mailbox</ButtonLink> : <ButtonLink tone="quiet" href={paths.adminTestMail()}>Send a test mail</ButtonLink>}
        </>
      }
    >
      {!sends && <Notice tone="warn">{isDemo ? "The demo sends nothing: messages wait here." : "No mail server is set (SMTP_URL and MAIL_FROM), so messages wait here until there is one."}</Notice>}
      <Tabs label="Messages" tabs={tabs} />
      <FilterForm filters={filters} kinds={kinds} />
      <Card>
        {messages.length > 0 ? <Messages messages={messages} /> : <EmptyState icon="mail" title="No messages" text="Messages to people appear here." />}
        {older && <ButtonLink tone="quiet" href={paths.adminDeliveries({ ...filters, before: older })}>Older</ButtonLink>}
      </Card>
      {!texts && <p className="field-hint">SMS is off: no Twilio account is set (TWILIO_ACCOUNT_SID), so nobody is asked whether they want texts.</p>}
    </Page>
  );
}
