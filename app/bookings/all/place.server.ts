import { sql, type SQL } from "drizzle-orm";
import type { BookingStatus } from "../booking.ts";
import type { BOOKING_SOURCES } from "./filters.ts";

/** How bookings_search numbers its rows, as db/search.sql has it: minute of the start, status and source of three bits each, row. */
const STATUSES = "pending confirmed rescheduled cancelled rejected";
const SOURCES = "web api admin calcom import";

const statusBits = (status: BookingStatus) => Math.floor((STATUSES.indexOf(status) + 1) / 8);
const sourceBits = (source: (typeof BOOKING_SOURCES)[number]) => Math.floor((SOURCES.indexOf(source) + 1) / 4);

/** Of a row of bookings. */
export const PLACE = sql`((bookings.starts_at / 60000 << 33) | (instr(${sql.raw(`'${STATUSES}'`)}, bookings.status) / 8 << 30) | (instr(${sql.raw(`'${SOURCES}'`)}, bookings.source) / 4 << 27) | bookings.seq)`;

/** The first place of the minute of an instant, and of the next. Integers are made such in SQL: a bound of another kind is no bound to FTS5. */
export const minuteOf = (ms: number | string) => sql`(cast(${ms} as integer) / 60000 << 33)`;
export const minuteAfter = (ms: number | string) => sql`(cast(${ms} as integer) / 60000 + 1 << 33)`;

/** The same of a place. */
export const itsMinute = (place: SQL) => sql`${place} >> 33 << 33`;
export const itsMinuteAfter = (place: SQL) => sql`(${place} >> 33) + 1 << 33`;

/** The row of the booking at a place. */
export const rowAt = (place: SQL) => sql`${place} & 134217727`;

export const hasStatus = (statuses: BookingStatus[]) => sql`place >> 30 & 7 in ${statuses.map(statusBits)}`;
export const hasSource = (source: (typeof BOOKING_SOURCES)[number]) => sql`place >> 27 & 7 in ${[sourceBits(source)]}`;
