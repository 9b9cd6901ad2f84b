import type Database from "better-sqlite3";
import { isDerived } from "./migrate.ts";

/** One row in every table, whatever its columns are today, to check that migrations lose none. */
export function fillEveryTable(client: Database.Database): Record<string, number> {
  client.pragma("foreign_keys = OFF");
  client.transaction(() => {
    for (const table of tablesOf(client)) insertOne(client, table);
  })();
  client.pragma("foreign_keys = ON");
  return countsOf(client);
}

export function countsOf(client: Database.Database): Record<string, number> {
  return Object.fromEntries(tablesOf(client).map((table) => [table, client.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number]));
}

export function triggersOf(client: Database.Database): string[] {
  return client.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name").pluck().all() as string[];
}

function tablesOf(client: Database.Database): string[] {
  const tables = client.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name").pluck().all() as string[];
  return tables.filter((table) => !isDerived(table));
}

interface Column {
  name: string;
  type: string;
  pk: number;
}

/** Every key is 1 or "1", so that every reference is valid; check constraints get values they accept. */
function insertOne(client: Database.Database, table: string): void {
  const columns = (client.pragma(`table_info("${table}")`) as Column[]).filter(({ name }) => !(UNSET[table] ?? []).includes(name));
  const values = columns.map(({ name, type }) => valueFor(name, type));
  client.prepare(`INSERT OR IGNORE INTO "${table}" (${columns.map(({ name }) => `"${name}"`).join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`).run(values);
}

const UNSET: Record<string, string[]> = { engine_event_types: ["team_id"] };

function valueFor(name: string, type: string): string | number {
  if (type.toUpperCase() === "INTEGER") return name === "ends_at" || name === "blocked_until" ? 2 : 1;
  return "1";
}
