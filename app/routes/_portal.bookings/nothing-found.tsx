import type { BookingTab } from "#app/bookings/filters.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { paths } from "#app/lib/paths.ts";

const words: Record<BookingTab, { title: string; text: string }> = {
  upcoming: { title: "No upcoming appointments", text: "What you book appears here, the next one on top." },
  pending: { title: "Nothing is waiting", text: "Appointments that still have to be confirmed appear here." },
  past: { title: "No past appointments", text: "Appointments stay here after they took place." },
  cancelled: { title: "Nothing was cancelled", text: "Cancelled and declined appointments stay here." },
};

/** Why the list is empty, and the way on. */
export function NothingFound({ tab, isFiltered, resetHref }: { tab: BookingTab; isFiltered: boolean; resetHref: string }) {
  if (isFiltered) {
    return (
      <EmptyState title="Nothing matches" text="No appointment under this tab fits the filters.">
        <ButtonLink tone="quiet" href={resetHref}>Reset all filters</ButtonLink>
      </EmptyState>
    );
  }
  return (
    <EmptyState {...words[tab]}>
      {tab === "upcoming" && <ButtonLink tone="quiet" href={paths.book()}>Book an appointment</ButtonLink>}
    </EmptyState>
  );
}
