import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { bookForCaller } from "#app/bookings/desk/book-for-caller.server.ts";
import { CallerForm, CallerSearch } from "#app/bookings/desk/caller-form.ts";
import { callerPage } from "#app/bookings/desk/caller-page.server.ts";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { findPerson } from "#app/people/find.server.ts";
import { listPeople } from "#app/people/list.server.ts";
import { BookFields } from "./book-fields.tsx";

/** More matches need a more specific search. */
const MOST_FOUND = 8;

export const loader = admin.input({ search: CallerSearch }).query(async ({ input, ctx, request }) => {
  const { q, customer } = input.search;
  const found = q ? listPeople(ctx.app, { q }).people.slice(0, MOST_FOUND) : [];
  const page = await callerPage(ctx.app, {
    search: input.search,
    address: new URL(request.url).searchParams,
    found: found.map(({ id, name, email, phone }) => ({ id, name, email, phone })),
    customer: customer ? findPerson(ctx.app.db, customer) : null,
    correlationId: ctx.requestId,
  });
  return { page, isLooked: q !== undefined };
});

export const action = admin.input({ form: CallerForm }).mutation(async ({ input, ctx }) => {
  const { bookingId, outcome } = await bookForCaller(ctx.app, ctx.viewer, input.form, { correlationId: ctx.requestId });
  const { name } = input.form;
  const message =
    outcome === "unknown"
      ? ({ tone: "info", text: `The calendar has not answered yet; the time is kept for ${name}.` } as const)
      : ({ tone: "success", text: `Booked for ${name}.` } as const);
  return redirectWithFlash(paths.adminBooking(bookingId), message);
});

export const meta: MetaFunction = () => [{ title: "Book for somebody" }];

export default function BookForCallerPage() {
  const { page, isLooked } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, page?.values);
  return (
    <Page title="Book for somebody" lede="For a caller: a phone number is enough." back={{ href: paths.adminBookings(), label: "All bookings" }}>
      {page ? <Card><BookFields page={page} isLooked={isLooked} form={form} /></Card> : <EmptyState title="Nothing can be booked yet" text="No branch offers a service yet." />}
    </Page>
  );
}
