import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readVisitor } from "#app/auth/visitor.server.ts";
import { nearestShown } from "#app/availability/week.ts";
import { moveBooking } from "#app/bookings/move.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { guestOfBooking } from "#app/bookings/procedures.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { MoveForm, reschedulePage, RescheduleSearch } from "#app/bookings/portal/reschedule-page.server.ts";
import { RescheduleView } from "#app/components/reschedule-view.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ token: z.string() });

export const loader = guestOfBooking.input({ params, search: RescheduleSearch }).query(async ({ input, ctx, request }) => {
  const { token } = input.params;
  const details = getBooking(ctx.app, ctx.guest, ctx.guest.bookingId);
  const view = await reschedulePage(ctx.app, {
    viewer: ctx.guest,
    details,
    search: input.search,
    holder: await readVisitor(request),
    correlationId: ctx.requestId,
    hrefOf: (search) => paths.guestReschedule(token, search),
  });
  return { view, token };
});

export const action = guestOfBooking.input({ params, form: MoveForm }).mutation(async ({ input, ctx, request }) => {
  const { token } = input.params;
  const booking = await moveBooking(ctx.app, ctx.guest, ctx.guest.bookingId, {
    startMs: input.form.start,
    reason: input.form.reason,
    holder: await readVisitor(request),
    correlationId: ctx.requestId,
  });
  return redirectWithFlash(paths.guestBooking(token), changedMessage(booking, "Your appointment was moved."));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Move ${data.view.booking.what}, ${data.view.booking.startShort}` : "Move the appointment" },
  { name: "robots", content: "noindex" },
];

export default function GuestReschedulePage() {
  const { view, token } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, { reason: view.step === "confirm" ? view.reason : "" });
  const nearest = view.step === "choose" ? nearestShown(view.page.days, form.value("start")) : [];
  return <RescheduleView view={view} form={form} nearest={nearest} bookingHref={paths.guestBooking(token)} here={paths.guestReschedule(token)} />;
}
