import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { reminders } from "#db/schema/reminders.ts";
import type { App } from "#app/app.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { reminderGrid } from "#app/settings/reminders.server.ts";

/**
 * Look at every appointment to come when the times that hold from now on say. In the transaction that changes them: a new
 * time that has passed already reminds nobody; what was due before and not looked at yet is left to be done.
 */
export function replanReminders(tx: Tx, app: Pick<App, "db" | "clock">): void {
  const nowMs = app.clock();
  const next = sql`(SELECT min(${reminders.startsAt} - o.value * ${MINUTE_MS}) FROM json_each(${JSON.stringify(reminderGrid(app.db))}) o WHERE ${reminders.startsAt} - o.value * ${MINUTE_MS} > ${nowMs})`;
  tx.update(reminders)
    .set({ doneUntil: sql`max(${reminders.doneUntil}, ${nowMs})`, dueAt: sql`coalesce(${next}, ${reminders.dueAt})` })
    .where(sql`${reminders.dueAt} > ${nowMs}`)
    .run();
}
