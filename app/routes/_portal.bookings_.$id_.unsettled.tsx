import type { MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { portalBooking } from "#app/bookings/portal/booking.server.ts";
import { changeWords, retriedWords, UnsettledForm } from "#app/bookings/settling/unsettled-page.ts";
import { dismissOperation, listUnsettled, retryOperation } from "#app/bookings/settling/unsettled.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string() });

export const loader = admin.input({ params, search: WayBack }).query(async ({ input, ctx }) => {
  const { details, booking } = portalBooking(ctx.app, ctx.user, input.params.id);
  return { booking, backHref: wayBack(input.search, details.id), changes: listUnsettled(ctx.app, ctx.viewer, details.id).map(({ id, kind, failure }) => ({ id, what: changeWords[kind], isBooking: kind === "create", failure })) };
});

export const action = admin.input({ params, search: WayBack, form: UnsettledForm }).mutation(async ({ input, ctx }) => {
  const { operation, decision } = input.form;
  const back = wayBack(input.search, input.params.id);
  if (decision === "retry") return redirectWithFlash(back, retriedWords[await retryOperation(ctx.app, ctx.viewer, operation)]);
  const [change] = listUnsettled(ctx.app, ctx.viewer, input.params.id).filter(({ id }) => id === operation);
  const outcome = await dismissOperation(ctx.app, ctx.viewer, operation, ctx.requestId);
  if (outcome === "done") return redirectWithFlash(back, { tone: "info", text: "The calendar has it after all, so it is done here as well." });
  const isGone = change?.kind === "create";
  return redirectWithFlash(isGone ? paths.adminBookings() : back, { tone: "success", text: isGone ? "The appointment was never made, so it was removed." : "The change was discarded." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Look into ${data.booking.what}, ${data.booking.startShort}` : "Look into the appointment" }];

export default function UnsettledPage() {
  const { booking, backHref, changes } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="What could not be settled" lede={`${booking.what}, ${booking.start}`} back={{ href: backHref, label: "Back to the appointment" }}>
      <ErrorSummary form={form} />
      {changes.length === 0 && <EmptyState icon="check" title="Everything is settled" text="Both sides agree about this appointment."><ButtonLink tone="quiet" href={backHref}>See the appointment</ButtonLink></EmptyState>}
      {changes.map(({ id: operation, what, isBooking, failure }) => (
        <Card key={operation} title={what}>
          <p>Why it was given up: {failure}. {isBooking ? "Discarding it removes the appointment here and frees its time, unless the calendar has it after all." : "Discarding it leaves the appointment as it is."}</p>
          <Form method="post" className="cluster">
            <HiddenFields fields={{ operation }} />
            <Button name="decision" value="retry">Try again</Button>
            <Button tone="quiet" name="decision" value="dismiss">Discard it</Button>
          </Form>
        </Card>
      ))}
    </Page>
  );
}
