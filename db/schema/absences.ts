import { sql } from "drizzle-orm";
import { index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { staff } from "./catalog.ts";
import { instant, json } from "./columns.ts";

/** Somebody is away, ill for a day: their time is blocked, and each appointment in it is dealt with. */
export const absences = sqliteTable("absences", {
  id: text("id").primaryKey(),
  staffId: text("staff_id").notNull().references(() => staff.id, { onDelete: "cascade" }),
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at").notNull(),
  /** Seen at the desk only. */
  reason: text("reason").notNull().default(""),
  /** Fresh with every form drawn: sent twice, it is done once. */
  formKey: text("form_key").notNull().unique(),
  /** The time taken out of the calendar; it may have been given back by hand since. */
  blockId: text("block_id").notNull(),
  /** "admin:<id>": everything is done in their name. */
  actor: text("actor").notNull(),
  /** Until then nothing happens, and everything can be taken back. */
  effectsAt: instant("effects_at").notNull(),
  undoneAt: instant("undone_at"),
  createdAt: instant("created_at").notNull(),
});

/**
 * One appointment of an absence, and what becomes of it. `waiting`, `doing` and `offered` are still to end; each of the
 * others is an end. Triggers on bookings end a row in the transaction that changes its appointment; whatever ends a row
 * gives back the times held for it. No reference to the booking: two rows may turn out to be one appointment.
 */
export const absenceRows = sqliteTable(
  "absence_rows",
  {
    id: text("id").primaryKey(),
    absenceId: text("absence_id").notNull().references(() => absences.id, { onDelete: "cascade" }),
    bookingId: text("booking_id").notNull(),
    /** When it was to be. */
    startsAt: instant("starts_at").notNull(),
    choice: text("choice", { enum: ["reassign", "offer", "cancel", "keep"] }).notNull(),
    toStaffId: text("to_staff_id"),
    /** Told to the customer. */
    note: text("note").notNull().default(""),
    /** Offered instead, UTC ms; held until `offerEndsAt`. */
    times: json<number[]>("times").notNull(),
    offerEndsAt: instant("offer_ends_at"),
    state: text("state", { enum: ["waiting", "doing", "offered", "reassigned", "cancelled", "taken", "unanswered", "changed", "failed", "kept", "undone", "withdrawn"] }).notNull(),
    /** For the desk: why it could not be done. */
    failure: text("failure"),
    settledAt: instant("settled_at"),
  },
  (t) => [
    index("absence_rows_absence").on(t.absenceId, t.startsAt),
    index("absence_rows_booking").on(t.bookingId),
    uniqueIndex("absence_rows_one_active").on(t.bookingId).where(sql`state IN ('waiting', 'doing', 'offered')`),
  ],
);
