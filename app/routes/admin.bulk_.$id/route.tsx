import { redirect } from "@remix-run/node";
import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { confirmation } from "#app/bookings/bulk/confirmation.server.ts";
import { ITEM_STATES, progress } from "#app/bookings/bulk/progress.server.ts";
import { findRun, startRun } from "#app/bookings/bulk/start.server.ts";
import { CancelInput } from "#app/bookings/forms/cancel-form.ts";
import { staffBySlug } from "#app/catalog/queries.server.ts";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { Confirmation } from "./confirmation.tsx";
import { Progress } from "./progress.tsx";

const params = z.object({ id: z.string().min(1).max(60) });
const Search = z.object({
  /** Whom to reassign them to. */
  staff: z.string().max(100).optional().catch(undefined),
  state: z.enum(ITEM_STATES).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1_000).optional().catch(undefined),
});
const StartForm = CancelInput.extend({ staff: z.string().max(100).optional() });

export const loader = admin.input({ params, search: Search }).query(async ({ input, ctx }) => {
  const run = findRun(ctx.app, input.params.id);
  const isDraft = run.state === "draft";
  return {
    confirmation: isDraft ? await confirmation(ctx.app, ctx.viewer, run, input.search.staff) : null,
    progress: isDraft ? null : progress(ctx.app, run, input.search),
  };
});

export const action = admin.input({ params, form: StartForm }).mutation(async ({ input, ctx }) => {
  const { id } = input.params;
  const { reason, staff } = input.form;
  startRun(ctx.app, ctx.viewer, id, { reason, staffId: staff ? staffBySlug(ctx.app.db, staff)?.id : null, correlationId: ctx.requestId });
  return redirect(paths.adminBulkRun(id));
});

const REFRESH_SECONDS = 2;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.confirmation ? `${data.confirmation.title}?` : (data?.progress?.title ?? "Bulk change") },
  ...(data?.progress?.isRunning && !data.progress.hasStopped ? [{ httpEquiv: "refresh", content: String(REFRESH_SECONDS) }] : []),
];

export default function BulkRunPage() {
  const { confirmation: asked, progress: begun } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  if (asked) {
    return (
      <Page title={`${asked.title}?`} lede="Nothing has happened yet." back={{ href: asked.backHref, label: "Back to the list" }}>
        <Confirmation asked={asked} form={form} />
      </Page>
    );
  }
  return begun && (
    <Page title={begun.title} width="wide" lede={begun.reason && `Reason: ${begun.reason}`} back={{ href: begun.backHref, label: "Back to the list" }}>
      <Progress run={begun} />
    </Page>
  );
}
