import { sql } from "drizzle-orm";
import type { Log } from "#app/lib/log.server.ts";
import type { Db } from "#db/client.ts";
import { settings } from "#db/schema/index.ts";

/** Whether the database file can be read right now. */
export function databaseAnswers(db: Db, log: Pick<Log, "error">): boolean {
  try {
    db.select({ one: sql`1` }).from(settings).limit(1).get();
    return true;
  } catch (error) {
    log.error({ err: error }, "the database does not answer");
    return false;
  }
}
