import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { reminders } from "#db/schema/reminders.ts";
import type { App } from "#app/app.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { reminderGrid } from "#app/settings/reminders.server.ts";

/**
 * Recompute when each upcoming appointment's reminders are due, in the transaction that changes the times. A new time
 * already past reminds nobody; reminders that were already due are still sent.
 */
export function replanReminders(tx: Tx, app: Pick<App, "db" | "clock">): void {
  const nowMs = app.clock();
  const next = sql`(SELECT min(${reminders.startsAt} - o.value * ${MINUTE_MS}) FROM json_each(${JSON.stringify(reminderGrid(app.db))}) o WHERE ${
    reminders.startsAt
  } - o.value * ${MINUTE_MS} > ${nowMs})`;
  tx.update(reminders)
    .set({ doneUntil: sql`max(${reminders.doneUntil}, ${nowMs})`, dueAt: sql`coalesce(${next}, ${reminders.dueAt})` })
    .where(sql`${reminders.dueAt} > ${nowMs}`)
    .run();
}
