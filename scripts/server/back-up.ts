import { existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { StartupError } from "./startup-error.ts";

const ATTEMPTS = 3;

/**
 * A verified copy of a database in one file, made while the server runs.
 *
 * @throws StartupError when there is nothing to copy, the target exists, or verification fails; then no file is left
 */
export function backUp(file: string, copy: string): { tables: number; rows: number } {
  if (!existsSync(file)) throw new StartupError(`There is no database at ${file}: check DATA_DIR.`);
  mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
  refuseExisting(copy, existsSync(copy));
  // Under another name until it is checked: a copy that was interrupted must not look like a backup.
  const draft = `${copy}.${process.pid}.partial`;
  const source = new Database(file, { fileMustExist: true });
  try {
    source.pragma("busy_timeout = 5000");
    const facts = checkedCopy(source, draft);
    publish(draft, copy);
    return facts;
  } finally {
    source.close();
    rmSync(draft, { force: true });
  }
}

function refuseExisting(copy: string, exists: boolean): void {
  if (exists) throw new StartupError(`${copy} exists already: nothing was overwritten.`);
}

/** Rows changed during the copy can make one attempt look wrong. */
function checkedCopy(source: Database.Database, draft: string): { tables: number; rows: number } {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return copyOnce(source, draft);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** A link, unlike a rename, never replaces a file created meanwhile. */
function publish(draft: string, copy: string): void {
  try {
    linkSync(draft, copy);
  } catch (error) {
    refuseExisting(copy, (error as NodeJS.ErrnoException).code === "EEXIST");
    throw error;
  }
}

function copyOnce(source: Database.Database, copy: string): { tables: number; rows: number } {
  // SQLite fills an empty file and keeps its mode.
  writeFileSync(copy, "", { mode: 0o600 });
  const before = rowCounts(source);
  source.prepare("VACUUM INTO ?").run(copy);
  const after = rowCounts(source);
  const opened = new Database(copy, { readonly: true });
  try {
    const verdict = opened.pragma("integrity_check", { simple: true });
    if (verdict !== "ok") throw new StartupError(`The copy is damaged: ${String(verdict)}`);
    const copied = rowCounts(opened);
    for (const [table, rows] of copied) {
      // The server may have written meanwhile; the copy is a snapshot of one moment.
      const seen = [before.get(table) ?? 0, after.get(table) ?? 0];
      if (rows < Math.min(...seen) || rows > Math.max(...seen)) throw new StartupError(`The copy has ${rows} rows in ${table} where ${seen.join(" to ")} were expected.`);
    }
    if (copied.size < before.size) throw new StartupError("The copy lacks a table.");
    return { tables: copied.size, rows: [...copied.values()].reduce((sum, rows) => sum + rows, 0) };
  } finally {
    opened.close();
  }
}

function rowCounts(db: Database.Database): Map<string, number> {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").pluck().all() as string[];
  return new Map(tables.map((table) => [table, db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number]));
}
