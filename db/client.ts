import Database from "better-sqlite3";
import { drizzle, type BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { keepingStatements } from "./kept-statements.ts";
import * as schema from "./schema/index.ts";

export type Schema = typeof schema;
export type Db = BetterSQLite3Database<Schema> & { $client: Database.Database };
/** An open transaction (see `writing`): functions that must join one take it first. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/**
 * Open the database file (":memory:" for a temporary one). The pragmas are explicit because in WAL mode the package
 * defaults to synchronous=NORMAL, which may lose the last commits on a power failure.
 */
export function openDatabase(file: string): Db {
  const client = new Database(file);
  client.pragma("busy_timeout = 5000");
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.pragma("foreign_keys = ON");
  return overClient(client);
}

/** Drizzle on an open connection. */
export function overClient(client: Database.Database): Db {
  return Object.assign(drizzle(keepingStatements(client), { schema }), { $client: client });
}

/**
 * Run `work` in an immediate transaction: the write lock is taken at the start, so what was checked
 * inside is still true at the commit. Synchronous by design: no await, no network.
 */
export function writing<T>(db: Db, work: (tx: Tx) => T): T {
  return db.transaction(work, { behavior: "immediate" });
}
