import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { AllFilters, BOOKING_SOURCES } from "#app/bookings/all/filters.ts";
import { allBookingsPage, SOURCE_WORDS } from "#app/bookings/all/page.server.ts";
import { SavedViewForm } from "#app/bookings/all/saved-view-form.ts";
import { changeSavedViews, savedViewsOf } from "#app/bookings/all/saved-views.server.ts";
import { BOOKING_STATUSES } from "#app/bookings/booking.ts";
import { BULK_VERBS, MOST_AT_ONCE } from "#app/bookings/bulk/verbs.ts";
import { VERB_WORDS } from "#app/bookings/bulk/words.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { FilterChips } from "#app/components/filter-chips.tsx";
import { Page } from "#app/components/page.tsx";
import { Pager } from "#app/components/pager.tsx";
import { Pills } from "#app/components/pills.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { BulkForm } from "./bulk-bar.tsx";
import { FilterForm } from "./filter-form.tsx";
import { SavedViews } from "./saved-views.tsx";
import { BookingsTable } from "./table.tsx";

export const loader = admin.input({ search: AllFilters }).query(async ({ input, ctx }) => ({
  ...allBookingsPage(ctx.app, ctx.viewer, input.search),
  views: savedViewsOf(ctx.app, ctx.viewer),
  verbs: [...BULK_VERBS.map((value) => ({ value, label: VERB_WORDS[value].button })), { value: "export", label: "Export as CSV" }],
  most: MOST_AT_ONCE.toLocaleString("en-GB"),
  statuses: BOOKING_STATUSES,
  sources: BOOKING_SOURCES.map((value) => ({ value, label: SOURCE_WORDS[value] })),
}));

export const action = admin.input({ form: SavedViewForm }).mutation(async ({ input, ctx }) => {
  const href = changeSavedViews(ctx.app, ctx.viewer, input.form);
  return redirectWithFlash(href ?? paths.adminBookings(), { tone: "success", text: href ? `Saved as “${input.form.name}”.` : "The view was deleted." });
});

export const meta: MetaFunction = () => [{ title: "All bookings" }];

export default function AllBookingsPage() {
  const { rows, total, zone, chips, resetHref, csvHref, presets, sizes, sorting, pages, views, here, verbs, most, atOnce, ...form } = useLoaderData<typeof loader>();
  const kept = formState(useActionData<typeof action>()?.lastResult);
  const query = here.split("?")[1] ?? "";
  return (
    <Page
      title="All bookings"
      width="wide"
      actions={
        <>
          <ButtonLink tone="quiet" href={csvHref} download>
            Download as CSV
          </ButtonLink>
          <ButtonLink tone="quiet" href={paths.adminImport()}>
            Import
          </ButtonLink>
          <ButtonLink href={paths.adminNewBooking()}>Book for somebody</ButtonLink>
        </>
      }
    >
      <SavedViews views={views} here={here} query={query} error={kept.error("name") ?? kept.formErrors[0]} />
      <FilterForm {...form} />
      <Pills label="Dates" options={presets} />
      <FilterChips chips={chips} resetHref={resetHref} />
      <p role="status">
        <span data-total>{total}</span> {total === "1" ? "booking" : "bookings"}
        <span className="field-hint"> · {zone}</span>
      </p>
      {rows.length === 0 ? (
        <EmptyState
          icon="calendar"
          title={chips.length > 0 ? "Nothing matches" : "No bookings yet"}
          text={chips.length > 0 ? "No booking matches all of the filters." : "Bookings appear here."}
        >
          {chips.length > 0 && (
            <ButtonLink tone="quiet" href={resetHref}>
              Reset all filters
            </ButtonLink>
          )}
        </EmptyState>
      ) : (
        <BulkForm verbs={verbs} ids={rows.map(({ id }) => id)} total={total} atOnce={atOnce} most={most} query={query}>
          <BookingsTable rows={rows} sorting={sorting} />
        </BulkForm>
      )}
      <Pager {...pages} />
      <Pills label="On a page" options={sizes} />
      <script src="/search-as-typed.js" defer />
      <script src="/select-rows.js" defer />
    </Page>
  );
}
