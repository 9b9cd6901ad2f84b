import { openDatabase, type Db } from "./client.ts";
import { migrateDatabase } from "./migrate.ts";

/** A real, migrated, empty database of its own for one test. */
export function testDatabase(file = ":memory:"): Db {
  const db = openDatabase(file);
  migrateDatabase(db);
  return db;
}
