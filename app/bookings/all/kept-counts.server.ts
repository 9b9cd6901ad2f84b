import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked, AskedValue } from "./conditions.server.ts";
import type { FoundWord } from "./found-words.server.ts";
import { listed, numbersOf } from "./numbers.server.ts";
import { pairsWith } from "./pairs.server.ts";

/** Whether booking_counts can answer: it has neither accounts nor dates. */
export function isKept({ fromMs, untilMs, values }: Asked): boolean {
  return fromMs === null && untilMs === null && values.every(({ on }) => on !== "user");
}

/** How many bookings have these values. */
export function keptCount(db: Db, values: AskedValue[]): number {
  return counted(db, values, sql`attendee = 0 and title = 0`);
}

export interface KeptCount {
  total: number;
  /** Otherwise there are at least that many. */
  isExact: boolean;
}

/** Attendees are counted in batches, each twice the one before, so that counting can stop early. */
const FIRST_BATCH = 100;
const LAST_BATCH = 6_400;

/** How many bookings have all the words in their attendee and title, not looking at notes. Stops above `most`. */
export function countInTexts(db: Db, words: FoundWord[], values: AskedValue[], most: number): KeptCount {
  const pairs = pairsWith(words);
  if (pairs === null) return { total: 0, isExact: false };
  const byTitle = sql`title in ${listed(pairs.titles)}`;
  let total = pairs.titles.length > 0 ? counted(db, values, sql`attendee = 0 and ${byTitle}`) : 0;
  for (let batch = FIRST_BATCH, last = 0; batch <= LAST_BATCH; batch *= 2) {
    if (total > most) return { total, isExact: false };
    const attendees = numbersOf(db, sql`${pairs.attendees} and rowid > ${last} order by rowid limit ${batch}`);
    const until = attendees.at(-1) ?? last;
    const met = pairs.met(sql`attendee`, sql`title`, sql`rowid > ${last} and rowid <= ${until}`);
    total += counted(db, values, sql`attendee in ${listed(attendees)} and ${met} and not (${byTitle})`);
    if (attendees.length < batch) return { total, isExact: true };
    last = until;
  }
  return { total, isExact: false };
}

function counted(db: Db, values: AskedValue[], texts: SQL): number {
  const filters = values.map(({ on, marks }) => sql`and ${sql.identifier(on)} in ${marks.map(({ mark }) => mark)}`);
  return db.get<{ total: number }>(sql`select coalesce(sum(bookings), 0) total from booking_counts where ${texts} ${sql.join(filters, sql` `)}`).total;
}
