import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex, type AnySQLiteColumn } from "drizzle-orm/sqlite-core";

/**
 * The embedded engine's own tables. Nothing outside app/engine reads them, and the engine reads nothing else:
 * they could live in a file of their own.
 */

export * from "./engine-webhooks.ts";

export type EngineRole = "MEMBER" | "ADMIN" | "OWNER";
export type EngineBookingStatus = "accepted" | "pending" | "cancelled" | "rejected";
export type EngineSchedulingType = "collective" | "roundRobin";

/** No booking and no buffer is longer, so a search for overlaps reads a bounded stretch of the index. */
export const ENGINE_LONGEST_MINUTES = 1_440;

export const engineUsers = sqliteTable("engine_users", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  username: text("username").notNull().unique(),
  email: text("email").notNull().unique(),
  name: text("name"),
  timeZone: text("time_zone").notNull(),
  timeFormat: integer("time_format").notNull().default(12),
  weekStart: text("week_start").notNull().default("Sunday"),
  locale: text("locale").notNull().default("en"),
  avatarUrl: text("avatar_url"),
  bio: text("bio"),
  metadata: text("metadata", { mode: "json" }).$type<Record<string, unknown>>().notNull().default({}),
  defaultScheduleId: integer("default_schedule_id").references((): AnySQLiteColumn => engineSchedules.id, { onDelete: "set null" }),
  createdAt: integer("created_at").notNull(),
});

export const engineApiKeys = sqliteTable("engine_api_keys", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  userId: integer("user_id").notNull().references(() => engineUsers.id, { onDelete: "cascade" }),
  keyHash: text("key_hash").notNull().unique(),
  expiresAt: integer("expires_at"),
});

export const engineTeams = sqliteTable("engine_teams", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  name: text("name").notNull(),
  slug: text("slug").notNull().unique(),
  /** The other fields of the API's body, as they were sent. */
  settings: text("settings", { mode: "json" }).$type<Record<string, unknown>>().notNull().default({}),
  createdAt: integer("created_at").notNull(),
});

export const engineMemberships = sqliteTable(
  "engine_memberships",
  {
    teamId: integer("team_id").notNull().references(() => engineTeams.id, { onDelete: "cascade" }),
    userId: integer("user_id").notNull().references(() => engineUsers.id, { onDelete: "cascade" }),
    role: text("role").$type<EngineRole>().notNull().default("MEMBER"),
    accepted: integer("accepted", { mode: "boolean" }).notNull().default(true),
    disableImpersonation: integer("disable_impersonation", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.userId] }), index("engine_memberships_user").on(table.userId)],
);

export const engineSchedules = sqliteTable(
  "engine_schedules",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    userId: integer("user_id").notNull().references(() => engineUsers.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    timeZone: text("time_zone").notNull(),
    availability: text("availability", { mode: "json" }).$type<{ days: string[]; startTime: string; endTime: string }[]>().notNull(),
    overrides: text("overrides", { mode: "json" }).$type<{ date: string; startTime: string; endTime: string }[]>().notNull(),
  },
  (table) => [index("engine_schedules_user").on(table.userId)],
);

/** A person is away: their weekly hours stand, nothing can be booked meanwhile. */
export const engineTimeOff = sqliteTable(
  "engine_time_off",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    userId: integer("user_id").notNull().references(() => engineUsers.id, { onDelete: "cascade" }),
    startsAt: integer("starts_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    reason: text("reason"),
  },
  (table) => [index("engine_time_off_user_end").on(table.userId, table.endsAt)],
);

export const engineEventTypes = sqliteTable(
  "engine_event_types",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** Exactly one of owner and team is set. */
    ownerId: integer("owner_id").references(() => engineUsers.id, { onDelete: "cascade" }),
    teamId: integer("team_id").references(() => engineTeams.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    lengthMinutes: integer("length_minutes").notNull(),
    scheduleId: integer("schedule_id").references(() => engineSchedules.id, { onDelete: "set null" }),
    schedulingType: text("scheduling_type").$type<EngineSchedulingType>(),
    hidden: integer("hidden", { mode: "boolean" }).notNull().default(false),
    /** The other fields of the API's body, as they were sent. */
    settings: text("settings", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("engine_event_types_owner_slug").on(table.ownerId, table.slug),
    uniqueIndex("engine_event_types_team_slug").on(table.teamId, table.slug),
    check("engine_event_types_one_owner", sql`(${table.ownerId} IS NULL) <> (${table.teamId} IS NULL)`),
  ],
);

export const engineEventTypeHosts = sqliteTable(
  "engine_event_type_hosts",
  {
    eventTypeId: integer("event_type_id").notNull().references(() => engineEventTypes.id, { onDelete: "cascade" }),
    userId: integer("user_id").notNull().references(() => engineUsers.id, { onDelete: "cascade" }),
    mandatory: integer("mandatory", { mode: "boolean" }).notNull().default(false),
    priority: text("priority").notNull().default("medium"),
  },
  (table) => [primaryKey({ columns: [table.eventTypeId, table.userId] }), index("engine_event_type_hosts_user").on(table.userId)],
);

export const engineBookings = sqliteTable(
  "engine_bookings",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    uid: text("uid").notNull().unique(),
    eventTypeId: integer("event_type_id").references(() => engineEventTypes.id, { onDelete: "set null" }),
    /** The organiser; every host, this one included, has a row in engine_booking_hosts. */
    userId: integer("user_id").references(() => engineUsers.id, { onDelete: "set null" }),
    title: text("title").notNull(),
    description: text("description"),
    status: text("status").$type<EngineBookingStatus>().notNull(),
    startsAt: integer("starts_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    bufferBeforeMinutes: integer("buffer_before_minutes").notNull().default(0),
    bufferAfterMinutes: integer("buffer_after_minutes").notNull().default(0),
    /** Whether the time is taken while the booking waits to be confirmed. */
    pendingOccupies: integer("pending_occupies", { mode: "boolean" }).notNull().default(false),
    location: text("location").notNull(),
    responses: text("responses", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    metadata: text("metadata", { mode: "json" }).$type<Record<string, string>>().notNull(),
    cancellationReason: text("cancellation_reason"),
    cancelledByEmail: text("cancelled_by_email"),
    reschedulingReason: text("rescheduling_reason"),
    rescheduledByEmail: text("rescheduled_by_email"),
    rescheduledFromUid: text("rescheduled_from_uid"),
    rescheduledToUid: text("rescheduled_to_uid"),
    /** The host asked for another time: cancelled, and the attendee may still move it. */
    rescheduleRequested: integer("reschedule_requested", { mode: "boolean" }).notNull().default(false),
    absentHost: integer("absent_host", { mode: "boolean" }).notNull().default(false),
    /** Shared by the occurrences of one series. */
    recurringBookingUid: text("recurring_booking_uid"),
    /** Seats of this time slot; null: not a seated booking. */
    seatsPerTimeSlot: integer("seats_per_time_slot"),
    icsUid: text("ics_uid").notNull(),
    /** Start, end and organiser of an accepted booking; empty for every other. */
    idempotencyKey: text("idempotency_key").unique(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at"),
  },
  (table) => [
    index("engine_bookings_start").on(table.startsAt, table.endsAt, table.status, table.userId),
    index("engine_bookings_status_start").on(table.status, table.startsAt),
    index("engine_bookings_event_type_start").on(table.eventTypeId, table.startsAt),
    index("engine_bookings_user_start").on(table.userId, table.startsAt),
    index("engine_bookings_created").on(table.createdAt),
    index("engine_bookings_updated").on(table.updatedAt),
    index("engine_bookings_recurring").on(table.recurringBookingUid, table.startsAt),
    check("engine_bookings_duration", sql`${table.endsAt} > ${table.startsAt} AND ${table.endsAt} - ${table.startsAt} <= 86400000`),
  ],
);

export const engineAttendees = sqliteTable(
  "engine_attendees",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    bookingId: integer("booking_id").notNull().references(() => engineBookings.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** Lower-cased. */
    email: text("email").notNull(),
    phoneNumber: text("phone_number"),
    timeZone: text("time_zone").notNull(),
    language: text("language").notNull().default("en"),
    absent: integer("absent", { mode: "boolean" }).notNull().default(false),
    guest: integer("guest", { mode: "boolean" }).notNull().default(false),
    /** Set for everybody who holds a seat, with the answers and metadata that came with it. */
    seatUid: text("seat_uid").unique(),
    seatResponses: text("seat_responses", { mode: "json" }).$type<Record<string, unknown>>(),
    seatMetadata: text("seat_metadata", { mode: "json" }).$type<Record<string, string>>(),
  },
  (table) => [
    index("engine_attendees_booking").on(table.bookingId),
    index("engine_attendees_email").on(table.email, table.bookingId),
    index("engine_attendees_name").on(sql`${table.name} COLLATE NOCASE`),
  ],
);

/** Whose time a booking takes, and from when until when with its buffers. All but the first two columns follow engine_bookings through triggers. */
export const engineBookingHosts = sqliteTable(
  "engine_booking_hosts",
  {
    bookingId: integer("booking_id").notNull().references(() => engineBookings.id, { onDelete: "cascade" }),
    userId: integer("user_id").notNull().references(() => engineUsers.id, { onDelete: "cascade" }),
    startsAt: integer("starts_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    occupies: integer("occupies", { mode: "boolean" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bookingId, table.userId] }),
    index("engine_booking_hosts_time").on(table.userId, table.occupies, table.startsAt, table.endsAt),
  ],
);

export const engineReservations = sqliteTable(
  "engine_reservations",
  {
    uid: text("uid").primaryKey(),
    eventTypeId: integer("event_type_id").notNull().references(() => engineEventTypes.id, { onDelete: "cascade" }),
    startsAt: integer("starts_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    durationMinutes: integer("duration_minutes").notNull(),
    /** The people whose time is kept. */
    hostIds: text("host_ids", { mode: "json" }).$type<number[]>().notNull(),
    untilAt: integer("until_at").notNull(),
  },
  (table) => [index("engine_reservations_until").on(table.untilAt)],
);

/** A link that opens one event type's booking page until a moment or for a number of bookings. */
export const enginePrivateLinks = sqliteTable(
  "engine_private_links",
  {
    linkId: text("link_id").primaryKey(),
    eventTypeId: integer("event_type_id").notNull().references(() => engineEventTypes.id, { onDelete: "cascade" }),
    expiresAt: integer("expires_at"),
    /** null: the link ends at a moment. */
    maxUsageCount: integer("max_usage_count"),
    usageCount: integer("usage_count").notNull().default(0),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [index("engine_private_links_event_type").on(table.eventTypeId)],
);
