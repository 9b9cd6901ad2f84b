import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { desk } from "#app/auth/procedures.server.ts";
import { AttendanceForm } from "#app/bookings/forms/attendance-form.ts";
import { markAttendance } from "#app/bookings/attendance.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { attendanceFor, portalBooking } from "#app/bookings/portal/booking.server.ts";
import { WayBack, wayBack } from "#app/bookings/way-back.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { AttendanceButton } from "#app/components/booking-actions.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";

const params = z.object({ id: z.string() });

export const loader = desk.input({ params, search: WayBack }).query(async ({ input, ctx }) => {
  const { details, booking } = portalBooking(ctx.app, ctx.user, input.params.id);
  return { booking, attendance: attendanceFor(ctx.app, ctx.viewer, details), backHref: wayBack(input.search, details.id) };
});

export const action = desk.input({ params, search: WayBack, form: AttendanceForm }).mutation(async ({ input, ctx }) => {
  const absent = input.form.came === "no";
  const booking = await markAttendance(ctx.app, ctx.viewer, input.params.id, { absent, correlationId: ctx.requestId });
  return redirectWithFlash(wayBack(input.search, booking.id), changedMessage(booking, absent ? "It is noted that the customer did not come." : "It is noted that the customer came."));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Who came to ${data.booking.what}, ${data.booking.startShort}` : "Who came" }];

export default function AttendancePage() {
  const { booking, attendance, backHref } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  return (
    <Page title="Did the customer come?" lede={`${booking.what}, ${booking.start}`} back={{ href: backHref, label: "Back to the appointment" }}>
      <Card>
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          {attendance === null && !form.refused && <p>It has not begun yet, or never stood.</p>}
          <div className="form-actions">
            {attendance && <AttendanceButton attendance={attendance} />}
            <ButtonLink tone="link" href={backHref}>Back to the appointment</ButtonLink>
          </div>
        </form>
      </Card>
    </Page>
  );
}
