import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Db } from "./client.ts";

/** The build puts both beside the bundle, as they are beside the code here. */
const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));
const MADE_AGAIN = ["./triggers.sql", "./search.sql"].map((file) => fileURLToPath(new URL(file, import.meta.url)));

/**
 * Migrate a database to the newest schema; with nothing to do it only recreates the triggers.
 *
 * Drizzle's own migrator looks up what was applied before it takes the lock, so two processes that start at once would
 * both apply everything; and `PRAGMA foreign_keys` does nothing inside its transaction, so a table rebuild would
 * cascade into the table's children. Here the lock comes first, foreign keys are off for the time, and every reference
 * is checked before the commit. The migration files and the table that records them are Drizzle's.
 */
export function migrateDatabase(db: Db, folder = MIGRATIONS): void {
  const client = db.$client;
  client.pragma("foreign_keys = OFF");
  try {
    client.transaction(() => applyAll(client, folder)).immediate();
  } finally {
    client.pragma("foreign_keys = ON");
  }
}

function applyAll(client: Database.Database, folder: string): void {
  client.exec("CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)");
  const last = client.prepare("SELECT max(created_at) FROM __drizzle_migrations").pluck().get() as number | null;
  const record = client.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)");
  const missing = readMigrationFiles({ migrationsFolder: folder }).filter(({ folderMillis }) => last === null || folderMillis > last);
  // A table being rebuilt is missing for a moment, and SQLite cannot rename while a trigger or view refers to a missing table.
  if (missing.length > 0) dropTriggersAndViews(client);
  for (const migration of missing) {
    for (const statement of migration.sql) client.exec(statement);
    record.run(migration.hash, migration.folderMillis);
  }
  if (missing.length > 0) forgetDerived(client);
  for (const file of MADE_AGAIN) client.exec(readFileSync(file, "utf8"));
  if (missing.length > 0) for (const table of SEARCHED) client.exec(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
  const broken = client.pragma("foreign_key_check") as unknown[];
  if (broken.length > 0) throw new Error(`${broken.length} rows would lose the row they refer to; nothing was migrated`);
}

function dropTriggersAndViews(client: Database.Database): void {
  // Dropping a view drops its triggers.
  const found = client.prepare("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')").all() as { type: string; name: string }[];
  for (const { type, name } of found) client.exec(`DROP ${type} IF EXISTS "${name}"`);
}

/** What db/search.sql makes and fills. */
const SEARCHED = ["bookings_search", "booking_attendees_search", "booking_titles_search", "booking_notes_search"];
export const DERIVED = [...SEARCHED, "booking_marks", "booking_attendees", "booking_titles", "booking_counts"];

/** A migration changes rows without triggers, so what they keep is made anew: by the file that makes them. */
function forgetDerived(client: Database.Database): void {
  for (const table of DERIVED) client.exec(`DROP TABLE IF EXISTS ${table}`);
}

/** Whether a table is one of these or a part of one, as they are now or were before. Others hold what would be lost. */
export function isDerived(table: string): boolean {
  return [...DERIVED, "booking_texts"].some((name) => table === name || table.startsWith(`${name}_`));
}
