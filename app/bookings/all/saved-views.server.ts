import { and, asc, eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { savedViews } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { searchOf } from "./filters.ts";
import { readFilters } from "./read-filters.server.ts";
import type { SavedViewForm } from "./saved-view-form.ts";

export interface SavedView {
  id: string;
  name: string;
  href: string;
}

/** An administrator's own. */
export function savedViewsOf({ db }: App, viewer: PersonViewer): SavedView[] {
  const own = db.select().from(savedViews).where(eq(savedViews.userId, viewer.userId)).orderBy(asc(savedViews.name)).all();
  return own.map(({ id, name, query }) => ({ id, name, href: hrefOf(query) }));
}

/**
 * Keeps, renames or deletes; gives the view, null when it is gone. Keeping under a name one has replaces that view.
 * @throws AppError conflict (name is taken), not_found (also for somebody else's)
 */
export function changeSavedViews(app: App, viewer: PersonViewer, { intent, id, name, query }: SavedViewForm): string | null {
  return writing(app.db, (tx) => {
    const own = eq(savedViews.userId, viewer.userId);
    const named = tx.select().from(savedViews).where(and(own, eq(savedViews.name, name))).get();
    if (intent === "keep") {
      const kept = { id: named?.id ?? newId(app.random), userId: viewer.userId, name, query: hrefOf(query).split("?")[1] ?? "", createdAt: app.clock() };
      tx.insert(savedViews).values(kept).onConflictDoUpdate({ target: savedViews.id, set: { query: kept.query } }).run();
      return hrefOf(query);
    }
    const chosen = tx.select().from(savedViews).where(and(own, eq(savedViews.id, id))).get();
    if (!chosen) throw new AppError("not_found", "There is no such view.");
    if (intent === "delete") {
      tx.delete(savedViews).where(eq(savedViews.id, id)).run();
      return null;
    }
    if (named && named.id !== id) throw new AppError("conflict", "Another of your views has this name.", { fields: { name: "Another of your views has this name." } });
    tx.update(savedViews).set({ name }).where(eq(savedViews.id, id)).run();
    return hrefOf(chosen.query);
  });
}

function hrefOf(query: string): string {
  return paths.adminBookings(searchOf(readFilters(query)));
}
