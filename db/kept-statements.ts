import type Database from "better-sqlite3";
import { LRUCache } from "lru-cache";

/** More than the queries of all pages; what is built anew each time, such as lists of ids, pushes itself out. */
const MOST = 500;

/**
 * The same connection, which compiles a statement once. Drizzle prepares anew for every query, which took a sixth of the time of
 * what the product does. For Drizzle only: it never iterates, so no statement is asked for while it still runs.
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
