import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { CalcomTabs } from "#app/components/calcom-tabs.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { makeEventType } from "#app/connection/make-event-type.server.ts";
import { mappingPage } from "#app/connection/mapping-page.server.ts";
import { matchPerson, matchService } from "#app/connection/match.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { PeopleTable } from "./people-table.tsx";
import { ServicesTable } from "./services-table.tsx";

const id = z.coerce.number("Please choose one of the list.").int().min(1).max(2 ** 53 - 1).optional();
const ours = z.string().min(1).max(100);
const trio = { serviceId: ours, staffId: ours, branchId: ours };

const MappingForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("person"), staffId: ours, calcomUserId: id }),
  z.object({ intent: z.literal("service"), ...trio, eventTypeId: id }),
  z.object({ intent: z.literal("make"), ...trio }),
]);

export const loader = admin.query(async ({ ctx }) => mappingPage(ctx.app));

export const action = admin.input({ form: MappingForm }).mutation(async ({ input: { form }, ctx }) => {
  const by = { viewer: ctx.viewer, correlationId: ctx.requestId };
  if (form.intent === "person") matchPerson(ctx.app, by, form.staffId, form.calcomUserId ?? null);
  else if (form.intent === "service") matchService(ctx.app, by, form, form.eventTypeId ?? null);
  else await makeEventType(ctx.app, by, form);
  return redirectWithFlash(paths.adminMapping(), { tone: "success", text: form.intent === "make" ? "The event type was made at Cal.com." : "Matched." });
});

export const meta: MetaFunction = () => [{ title: "Services and people at Cal.com" }];

export default function MappingPage() {
  const { isAtCalcom, failure, people, offers, hosts, types, hasDefault } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Services and people" lede="Who of yours is whom at Cal.com, and through which event type each service is booked.">
      <CalcomTabs here="mapping" />
      <ErrorSummary form={form} />
      {failure && <Notice tone="bad" title="Cal.com cannot be asked at the moment">{failure}</Notice>}
      {isAtCalcom ? (
        <>
          <Card title="People"><PeopleTable people={people} hosts={hosts} /></Card>
          <Card title="Services">
            {offers.length > 0 ? <ServicesTable offers={offers} types={types} hasDefault={hasDefault} /> : <p>Nobody does a service yet.</p>}
          </Card>
        </>
      ) : (
        <EmptyState icon="check" title="Nothing to match" text="While bookings are made in the embedded engine, everybody has event types of their own there. Once they are made at Cal.com, both sides are matched here." />
      )}
    </Page>
  );
}
