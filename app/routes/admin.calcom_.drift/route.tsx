import type { MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { dismissFinding, fixFinding } from "#app/bookings/drift/fix.server.ts";
import { driftPage } from "#app/bookings/drift/page.server.ts";
import { compareNow } from "#app/bookings/drift/run.server.ts";
import { Button } from "#app/components/button.tsx";
import { CalcomTabs } from "#app/components/calcom-tabs.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { Findings } from "./findings.tsx";

const DriftForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("compare") }),
  z.object({ intent: z.literal("fix"), id: z.coerce.number().int() }),
  z.object({ intent: z.literal("dismiss"), id: z.coerce.number().int() }),
]);

export const loader = admin.query(async ({ ctx }) => driftPage(ctx.app));

export const action = admin.input({ form: DriftForm }).mutation(async ({ input: { form }, ctx }) => {
  const by = { viewer: ctx.viewer, correlationId: ctx.requestId };
  if (form.intent === "compare") {
    compareNow(ctx.app);
    return redirectWithFlash(paths.adminDrift(), { tone: "success", text: "The comparison has begun." });
  }
  if (form.intent === "dismiss") {
    dismissFinding(ctx.app, by, form.id);
    return redirectWithFlash(paths.adminDrift(), { tone: "success", text: "The difference was dismissed." });
  }
  await fixFinding(ctx.app, by, form.id);
  return redirectWithFlash(paths.adminDrift(), { tone: "success", text: "Both sides agree on this appointment again." });
});

export const meta: MetaFunction = () => [{ title: "Comparison with Cal.com" }];

export default function DriftPage() {
  const { isRunning, compared, last, findings, repaired } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page
      title="Comparison with Cal.com"
      lede="Where the appointments here and at Cal.com are not the same."
      actions={
        <Form method="post">
          <Button name="intent" value="compare" disabled={isRunning}>
            Compare now
          </Button>
        </Form>
      }
    >
      <CalcomTabs here="drift" />
      {/* Without JavaScript the page looks again by itself. */}
      {isRunning && <meta httpEquiv="refresh" content="5" />}
      {form.refused && <Notice tone="bad" role="alert" title={form.refused} />}
      {isRunning && <Notice title="A comparison is running">{`${compared} appointments compared so far.`}</Notice>}
      {findings.length > 0 ? (
        <Card title={`To be settled (${findings.length})`}>
          <Findings findings={findings} />
        </Card>
      ) : (
        <EmptyState
          icon="check"
          title={last ? "No differences" : "Not compared yet"}
          text={last ? `Last compared ${last.at}: ${last.compared} appointments.` : "The first comparison starts by itself, or now with the button above."}
        />
      )}
      {repaired.length > 0 && (
        <Card title="Repaired recently">
          <Findings findings={repaired} isOver />
        </Card>
      )}
    </Page>
  );
}
