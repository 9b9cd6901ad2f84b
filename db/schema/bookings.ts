import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { branches, services, staff } from "./catalog.ts";
import { flag, instant, json } from "./columns.ts";
import { users } from "./people.ts";

export interface Attendee {
  name: string;
  email: string | null;
  phone?: string | null;
  timeZone?: string | null;
  absent?: boolean;
}

const live = sql`status IN ('pending', 'confirmed', 'rescheduled')`;

/** One row an appointment for its whole life, whatever Cal.com does to its uid. */
export const bookings = sqliteTable(
  "bookings",
  {
    /** Stable under VACUUM, as an implicit rowid is not: full text search hangs on it. */
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    id: text("id").notNull().unique(),
    userId: text("user_id").references(() => users.id),
    serviceId: text("service_id").references(() => services.id),
    staffId: text("staff_id").references(() => staff.id),
    branchId: text("branch_id").references(() => branches.id),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    /** The time with the service's buffers: what the person is not free for. */
    blockedFrom: instant("blocked_from").notNull(),
    blockedUntil: instant("blocked_until").notNull(),
    timeZone: text("time_zone").notNull(),
    venueTimeZone: text("venue_time_zone").notNull(),
    title: text("title").notNull(),
    description: text("description"),
    attendeeName: text("attendee_name").notNull(),
    attendeeEmail: text("attendee_email"),
    attendeePhone: text("attendee_phone"),
    /** Everybody who comes, when Cal.com knows of more than the booker (seats, co-hosts). */
    attendees: json<Attendee[]>("attendees").notNull(),
    guests: json<string[]>("guests").notNull(),
    answers: json<Record<string, string>>("answers").notNull(),
    location: text("location"),
    meetingUrl: text("meeting_url"),
    /** What the customer wrote. */
    notes: text("notes"),
    /** What will be done, from the service. */
    agenda: text("agenda"),
    metadata: json<Record<string, string>>("metadata").notNull(),
    status: text("status", { enum: ["pending", "confirmed", "rescheduled", "cancelled", "rejected"] }).notNull(),
    source: text("source", { enum: ["web", "api", "admin", "calcom", "import"] }).notNull(),
    /** Made or moved by us under the overlap guard; rows that come from elsewhere are stored as they are. */
    guarded: flag("guarded").notNull(),
    /** Fields changed here that Cal.com's API cannot hold: they win over its later answers. */
    ownFields: json<string[]>("own_fields").notNull(),
    paid: flag("paid").notNull().default(false),
    rescheduleRequested: flag("reschedule_requested").notNull().default(false),
    cancellationReason: text("cancellation_reason"),
    cancelledBy: text("cancelled_by"),
    cancelledAt: instant("cancelled_at"),
    icsUid: text("ics_uid").notNull(),
    icsSequence: integer("ics_sequence").notNull().default(0),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("bookings_user").on(t.userId, t.startsAt, t.id),
    index("bookings_staff").on(t.staffId, t.startsAt, t.id),
    index("bookings_status").on(t.status, t.startsAt, t.id),
    index("bookings_service").on(t.serviceId, t.startsAt, t.id),
    index("bookings_branch").on(t.branchId, t.startsAt, t.id),
    /** By name, with all that filters ask: a walk along it looks at no row it does not show. */
    index("bookings_customer").on(sql`attendee_name collate nocase`, t.id, t.startsAt, t.status, t.source, t.staffId, t.serviceId, t.branchId, t.userId),
    index("bookings_start").on(t.startsAt, t.id),
    index("bookings_live_staff").on(t.staffId, t.blockedFrom).where(live),
  ],
);

/** A list of bookings an administrator comes back to: its filters, under a name. */
export const savedViews = sqliteTable(
  "saved_views",
  {
    id: text("id").primaryKey(),
    userId: text("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** The filters as the address writes them, without "?". */
    query: text("query").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("saved_views_name").on(t.userId, t.name)],
);

/** Every change asked of the far end, written before it is asked. No reference to the booking: a refused create outlives it. */
export const operations = sqliteTable(
  "operations",
  {
    id: text("id").primaryKey(),
    bookingId: text("booking_id").notNull(),
    kind: text("kind", { enum: ["create", "move", "cancel", "confirm", "decline", "edit", "reassign", "attendance"] }).notNull(),
    state: text("state", { enum: ["waiting", "open", "done", "refused", "failed"] }).notNull(),
    targetStaffId: text("target_staff_id"),
    targetStartsAt: instant("target_starts_at"),
    targetEndsAt: instant("target_ends_at"),
    blockedFrom: instant("blocked_from"),
    blockedUntil: instant("blocked_until"),
    expectedVersion: integer("expected_version"),
    /** What was asked besides the time: reason, changed fields. */
    payload: json<Record<string, unknown>>("payload").notNull(),
    /** Who sent the form: keys of two visitors never meet. */
    idempotencyScope: text("idempotency_scope"),
    idempotencyKey: text("idempotency_key"),
    bodyHash: text("body_hash"),
    /** 128 random bits, sent as metadata.portalRequestId. */
    requestId: text("request_id").notNull().unique(),
    actor: text("actor").notNull(),
    /** By which door whoever asked came. */
    source: text("source", { enum: ["web", "api", "admin", "job"] }).notNull().default("web"),
    correlationId: text("correlation_id"),
    attempts: integer("attempts").notNull().default(0),
    notBefore: instant("not_before"),
    failure: text("failure"),
    createdAt: instant("created_at").notNull(),
    settledAt: instant("settled_at"),
  },
  (t) => [
    uniqueIndex("operations_one_open").on(t.bookingId).where(sql`state = 'open'`),
    uniqueIndex("operations_idempotency").on(t.idempotencyScope, t.idempotencyKey),
    index("operations_booking").on(t.bookingId, t.createdAt),
    index("operations_open_target").on(t.targetStaffId, t.blockedFrom).where(sql`state = 'open'`),
    index("operations_state").on(t.state, t.notBefore),
  ],
);

/** A time kept while a visitor fills in the form, or by an offer. */
export const holds = sqliteTable(
  "holds",
  {
    id: text("id").primaryKey(),
    purpose: text("purpose", { enum: ["form", "offer"] }).notNull(),
    /** The visitor's cookie, hashed; for an offer, and a colleague's time meanwhile, the row of the absence. */
    holder: text("holder").notNull(),
    staffId: text("staff_id").notNull().references(() => staff.id, { onDelete: "cascade" }),
    serviceId: text("service_id").notNull().references(() => services.id, { onDelete: "cascade" }),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    blockedFrom: instant("blocked_from").notNull(),
    blockedUntil: instant("blocked_until").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    uniqueIndex("holds_one_form").on(t.holder).where(sql`purpose = 'form'`),
    index("holds_offer").on(t.holder).where(sql`purpose = 'offer'`),
    index("holds_staff").on(t.staffId, t.blockedFrom),
    index("holds_expiry").on(t.expiresAt),
  ],
);

/** Every Cal.com uid ever seen, also of bookings never heard of before. */
export const calcomLinks = sqliteTable(
  "calcom_links",
  {
    uid: text("uid").primaryKey(),
    bookingId: text("booking_id"),
    state: text("state", { enum: ["accepted", "pending", "cancelled", "rejected", "superseded", "unknown"] }).notNull(),
    /** When the event that set the state happened, by the far end's clock. */
    stateAt: instant("state_at"),
    predecessorUid: text("predecessor_uid"),
    rootUid: text("root_uid"),
    /** "embedded", or the account the booking was made at: verbs go there. */
    farEnd: text("far_end").notNull(),
    /** Everything the far end ever said of it, mergeable in any order: app/bookings/sighting/facts.ts. */
    facts: json<object>("facts"),
    /** When a comparison last read it there. */
    seenAt: instant("seen_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("calcom_links_booking").on(t.bookingId), index("calcom_links_predecessor").on(t.predecessorUid)],
);
