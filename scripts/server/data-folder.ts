import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDemo } from "#app/settings/demo.server.ts";
import { systemClock, type Clock } from "#app/lib/time.ts";
import { openDatabase, type Db } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { seedDemo } from "../seed/seed.server.ts";
import { StartupError } from "./startup-error.ts";

/** Everything to back up lies in this folder. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, "frontdesk.db");
}

/**
 * The database of a data folder: created, migrated and, for the demo, seeded if needed. A demo database and a real one
 * are never confused, and a refused one is left unchanged. Safe for several processes at once: migrating and seeding
 * each happen in one transaction that checks again.
 *
 * @throws StartupError when the folder is not of the wanted kind
 */
export async function openDataFolder(dataDir: string, { demo, clock = systemClock }: { demo: boolean; clock?: Clock }): Promise<Db> {
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase(databaseFile(dataDir));
  try {
    // It contains sign-ins, names and addresses: not readable by other users.
    chmodSync(databaseFile(dataDir), 0o600);
    refuseOtherKind(db, dataDir, demo);
    migrateDatabase(db);
    if (demo) await seedDemo({ db, clock });
    return db;
  } catch (error) {
    db.$client.close();
    throw error;
  }
}

function refuseOtherKind(db: Db, dataDir: string, demo: boolean): void {
  // In one transaction, since another process might seed between two.
  const { marked, used } = db.transaction(() => ({ marked: isMarkedAsDemo(db), used: holdsAnything(db) }));
  if (!demo && marked) throw new StartupError(`${dataDir} holds the demo's data, with passwords everybody knows: choose another folder with DATA_DIR, or run "npm run demo".`);
  if (demo && !marked && used) throw new StartupError(`${dataDir} holds real data, which the demo must not touch: leave DATA_DIR unset, or choose an empty folder.`);
}

export function isMarkedAsDemo(db: Db): boolean {
  return tablesOf(db).includes("settings") && isDemo(db);
}

/** Tables whose first row shows that the database is in use. */
const TELLING = ["users", "branches", "tokens", "settings", "engine_users"];

function holdsAnything(db: Db): boolean {
  const tables = tablesOf(db);
  if (tables.length > 0 && !tables.includes("users") && !tables.includes("__drizzle_migrations")) return true;
  return TELLING.filter((table) => tables.includes(table)).some((table) => db.$client.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined);
}

function tablesOf(db: Db): string[] {
  return db.$client.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
}

/** Where `npm start` and `npm run demo` keep their data. */
const USUAL_FOLDERS = ["./data", "./data-demo"];

/**
 * The folders with a database that a script is meant to work on: the one DATA_DIR names, else the usual ones.
 *
 * @throws StartupError when there is none
 */
export function existingFolders(): string[] {
  const folders = (process.env.DATA_DIR ? [process.env.DATA_DIR] : USUAL_FOLDERS).map((folder) => resolve(folder)).filter((folder) => existsSync(databaseFile(folder)));
  if (folders.length === 0) throw new StartupError("There is no database yet: start Frontdesk once, or name its folder with DATA_DIR.");
  return folders;
}
