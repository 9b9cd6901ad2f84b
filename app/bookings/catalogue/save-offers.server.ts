import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { writing } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { By } from "#app/catalog/change.ts";
import { startOffering, stopOffering } from "#app/catalog/offer-service.server.ts";
import { offersPage, trioOf, type OfferKind, type OffersForm } from "#app/catalog/offers-page.server.ts";
import { assertVersion } from "#app/catalog/version.server.ts";
import { appointmentsAhead, assertLookedAt } from "./stranded.server.ts";

/**
 * Save who does a service where, or what a person does where. What the page does not offer as a choice is left as it
 * is.
 *
 * @throws AppError not_found; conflict on `version`, or with the appointments for what is no longer done
 */
export function saveOffers(app: App, by: By, kind: OfferKind, id: string, { chosen, version, seen }: z.output<typeof OffersForm>): void {
  writing(app.db, (tx) => {
    const page = offersPage(app, kind, id);
    assertVersion(page.chosen, version);
    const known = new Set(page.groups.flatMap(({ options }) => options.map(({ value }) => value)));
    const wanted = new Set(chosen.filter((value) => known.has(value)));
    const trios = (values: Iterable<string>) => [...values].map((value) => trioOf(kind, id, value));
    const gone = trios(page.chosen.filter((value) => !wanted.has(value)));
    const ahead = gone.flatMap(({ branchId, serviceId, staffId }) => appointmentsAhead(app, and(eq(bookings.branchId, branchId), eq(bookings.serviceId, serviceId), eq(bookings.staffId, staffId))));
    assertLookedAt(
      app,
      ahead.sort((a, b) => a.startsAt - b.startsAt),
      seen,
      { one: "appointment is with somebody who would no longer do this", many: "appointments are with somebody who would no longer do this" },
    );
    for (const trio of gone) stopOffering(tx, app, by, trio);
    for (const trio of trios([...wanted].filter((value) => !page.chosen.includes(value)))) startOffering(tx, app, by, trio);
  });
  app.gateway.forget();
}
