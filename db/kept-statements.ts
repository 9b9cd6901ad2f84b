import type Database from "better-sqlite3";
import { LRUCache } from "lru-cache";

/** More than the queries of all pages; one-off statements, such as lists of ids, evict each other. */
const MOST = 500;

/**
 * The same connection with a cache of prepared statements. Drizzle prepares every query again, which took a sixth of
 * the product's time. For Drizzle only: it never iterates, so no cached statement is reused while it still runs.
 */
export function keepingStatements(client: Database.Database): Database.Database {
  const kept = new LRUCache<string, Database.Statement>({ max: MOST });
  const prepare = (source: string): Database.Statement => {
    const known = kept.get(source);
    if (known) return known.reader ? known.raw(false) : known;
    const made = client.prepare(source);
    kept.set(source, made);
    return made;
  };
  return Object.create(client, { prepare: { value: prepare } }) as Database.Database;
}
