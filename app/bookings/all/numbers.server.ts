import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";

/** The one column of a query, which must be called `rowid`. */
export const numbersOf = (db: Db, query: SQL) => db.all<{ rowid: number }>(query).map(({ rowid }) => rowid);

export const listed = (numbers: number[]) => sql`(select value from json_each(${JSON.stringify(numbers)}))`;
