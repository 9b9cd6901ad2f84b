import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { App } from "#app/app.server.ts";
import { admin } from "#app/auth/procedures.server.ts";
import { CalcomTabs } from "#app/components/calcom-tabs.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { makeEventType } from "#app/connection/make-event-type.server.ts";
import { mappingPage } from "#app/connection/mapping-page.server.ts";
import { madeText, makeMissing } from "#app/connection/make-missing.server.ts";
import { matchPerson, matchService, type By } from "#app/connection/match.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { PeopleTable } from "./people-table.tsx";
import { ServicesTable } from "./services-table.tsx";

const id = z.coerce.number("Please choose one from the list.").int().min(1).max(2 ** 53 - 1).optional();
const ours = z.string().min(1).max(100);
const trio = { serviceId: ours, staffId: ours, branchId: ours };

const MappingForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("person"), staffId: ours, calcomUserId: id }),
  z.object({ intent: z.literal("service"), ...trio, eventTypeId: id }),
  z.object({ intent: z.literal("make"), ...trio }),
  z.object({ intent: z.literal("make-missing") }),
]);

export const loader = admin.query(async ({ ctx }) => mappingPage(ctx.app));

export const action = admin.input({ form: MappingForm }).mutation(async ({ input: { form }, ctx }) => {
  const by = { viewer: ctx.viewer, correlationId: ctx.requestId };
  return redirectWithFlash(paths.adminMapping(), { tone: "success", text: await match(ctx.app, by, form) });
});

/** @returns what is said of it */
async function match(app: App, by: By, form: z.output<typeof MappingForm>): Promise<string> {
  switch (form.intent) {
    case "person":
      matchPerson(app, by, form.staffId, form.calcomUserId ?? null);
      return "Matched.";
    case "service":
      matchService(app, by, form, form.eventTypeId ?? null);
      return "Matched.";
    case "make":
      await makeEventType(app, by, form);
      return "The event type was made at Cal.com.";
    case "make-missing":
      return madeText(await makeMissing(app, by));
  }
}

export const meta: MetaFunction = () => [{ title: "Services and people at Cal.com" }];

export default function MappingPage() {
  const { isAtCalcom, failure, people, offers, hosts, types, hasDefault } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Services and people" lede="Who is who at Cal.com, and which event type each service is booked through.">
      <CalcomTabs here="mapping" />
      <ErrorSummary form={form} />
      {failure && (
        <Notice tone="bad" title="Cal.com cannot be asked at the moment">
          {failure}
        </Notice>
      )}
      {isAtCalcom ? (
        <>
          <Card title="People">
            <PeopleTable people={people} hosts={hosts} />
          </Card>
          <Card title="Services">
            {offers.length > 0 ? <ServicesTable offers={offers} types={types} hasDefault={hasDefault} /> : <p>Nobody does a service yet.</p>}
          </Card>
        </>
      ) : (
        <EmptyState
          icon="check"
          title="Nothing to match"
          text="While bookings are made in the embedded engine, everybody has event types of their own there. Once they are made at Cal.com, both sides are matched here."
        />
      )}
    </Page>
  );
}
