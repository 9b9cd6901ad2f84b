import type { AppLoadContext, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, type Params } from "@remix-run/react";
import { z } from "zod";
import { noStore } from "#app/auth/procedures.server.ts";
import { readVisitor } from "#app/auth/visitor.server.ts";
import { ChoiceSearch, readChoice, readService, readStart } from "#app/availability/choice.server.ts";
import { detailsPage } from "#app/availability/details-page.server.ts";
import { Start } from "#app/availability/times-page.server.ts";
import { answersTo } from "#app/bookings/forms/answers-form.ts";
import { bookAppointment } from "#app/bookings/book.server.ts";
import { personFields, withTexts } from "#app/bookings/forms/details-form.ts";
import { heldUntil } from "#app/bookings/held-until.server.ts";
import { holderOf } from "#app/bookings/hold.server.ts";
import { BookingFlow } from "#app/components/booking-flow.tsx";
import { BookingSummary } from "#app/components/booking-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { hasSms } from "#app/notifications/sms/has-sms.ts";
import { DetailsForm } from "./details-form.tsx";

const params = z.object({ service: z.string() });

const bookForm = ({ ctx, params }: { ctx: AppLoadContext; params: Params }) =>
  withTexts(
    z.object({
      start: Start,
      key: z.string().min(8).max(100).optional().catch(undefined),
      ...personFields,
      textMe: z.boolean().optional().catch(undefined),
      answers: answersTo(readService(ctx.app, params.service ?? "").questions),
    }),
  );

export const loader = noStore.input({ params, search: ChoiceSearch }).query(async ({ input, ctx, request }) => {
  const { app, user } = ctx;
  const choice = readChoice(app, input.params.service, input.search, user?.timeZone);
  const startMs = readStart(input.search.start);
  const holder = (await readVisitor(request)) ?? holderOf(app, input.search.hold);
  return {
    ...(await detailsPage(app, choice, { startMs, holder, correlationId: ctx.requestId })),
    held: heldUntil(app, { holder, serviceId: choice.service.id, startMs, zone: choice.zone }),
    textsOn: hasSms(app),
    // Desk users book for callers on another page.
    person: user?.role === "admin" ? {} : { name: user?.name, email: user?.email, phone: user?.phone ?? undefined },
  };
});

export const action = noStore.input({ params, search: ChoiceSearch, form: bookForm }).mutation(async ({ input, ctx, request }) => {
  const { app, user, viewer } = ctx;
  await app.limits.take("booking", ctx.clientIp);
  const { offerings, durationMinutes, zone } = readChoice(app, input.params.service, input.search, user?.timeZone);
  const { start, key, name, email, phone, guests, notes = "", answers, textMe = false } = input.form;
  const { token, outcome } = await bookAppointment(app, viewer, {
    offerings,
    startMs: start,
    durationMinutes,
    attendee: { name, email, phone, timeZone: zone },
    guests,
    notes,
    answers,
    textMe: textMe && hasSms(app),
    idempotencyKey: key ?? newId(app.random),
    holder: (await readVisitor(request)) ?? holderOf(app, input.search.hold),
    source: viewer?.kind === "admin" ? "admin" : "web",
    correlationId: ctx.requestId,
  });
  return redirectWithFlash(paths.guestBooking(token), { tone: outcome === "unknown" ? "info" : "success", text: `Thank you, ${name}.` });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Your details: ${data.service}${data.start ? `, ${data.start.text}` : ""}` : "Your details" },
  { name: "robots", content: "noindex" },
];

export default function DetailsRoute() {
  const data = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, data.person);
  return (
    <Page title="Your details" back={{ href: data.timesHref, label: "Choose another time" }}>
      <BookingFlow summary={<BookingSummary {...data.summary} />}>
        <DetailsForm page={data} held={data.held} textsOn={data.textsOn} form={form} />
      </BookingFlow>
    </Page>
  );
}
