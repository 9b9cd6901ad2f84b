import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { signedIn } from "#app/auth/procedures.server.ts";
import { readVisitor } from "#app/auth/visitor.server.ts";
import { nearestShown } from "#app/availability/week.ts";
import { moveBooking } from "#app/bookings/move.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { portalBooking } from "#app/bookings/portal/booking.server.ts";
import { viewerOfBooking } from "#app/bookings/procedures.server.ts";
import { newBookingLike } from "#app/bookings/desk/page.server.ts";
import { MoveForm, reschedulePage, RescheduleSearch } from "#app/bookings/portal/reschedule-page.server.ts";
import { isAdministrator } from "#app/bookings/scope.server.ts";
import { wayBack } from "#app/bookings/way-back.ts";
import { RescheduleView } from "#app/components/reschedule-view.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string() });

export const loader = signedIn.input({ params, search: RescheduleSearch }).query(async ({ input, ctx, request }) => {
  const { id } = input.params;
  const { details } = portalBooking(ctx.app, ctx.user, id);
  const view = await reschedulePage(ctx.app, {
    viewer: ctx.viewer,
    details,
    search: input.search,
    holder: await readVisitor(request),
    correlationId: ctx.requestId,
    hrefOf: (search) => paths.bookingReschedule(id, search),
  });
  return { view, id, bookingHref: wayBack(input.search, id), exceptionHref: isAdministrator(ctx.viewer) ? newBookingLike(details) : undefined };
});

export const action = viewerOfBooking.input({ params, search: RescheduleSearch, form: MoveForm }).mutation(async ({ input, ctx, request }) => {
  const { id } = input.params;
  const booking = await moveBooking(ctx.app, ctx.viewer, id, { startMs: input.form.start, reason: input.form.reason, holder: await readVisitor(request), correlationId: ctx.requestId });
  return redirectWithFlash(wayBack(input.search, id), changedMessage(booking, "The appointment was moved."));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Move ${data.view.booking.what}, ${data.view.booking.startShort}` : "Move the appointment" }];

export default function ReschedulePage() {
  const { view, id, bookingHref, exceptionHref } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, { reason: view.step === "confirm" ? view.reason : "" });
  const nearest = view.step === "choose" ? nearestShown(view.page.days, form.value("start")) : [];
  return <RescheduleView view={view} form={form} nearest={nearest} exceptionHref={exceptionHref} bookingHref={bookingHref} here={paths.bookingReschedule(id)} />;
}
