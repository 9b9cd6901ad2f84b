import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, instant, json } from "./columns.ts";
import { users } from "./people.ts";

/** One of a service's own questions; `slug` is the key of its answer, here and at Cal.com. */
export interface Question {
  slug: string;
  label: string;
  type: "text" | "textarea" | "select" | "radio" | "checkbox" | "phone" | "number" | "boolean";
  required: boolean;
  hint?: string;
  options?: string[];
}

export const branches = sqliteTable("branches", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  address: text("address").notNull(),
  timeZone: text("time_zone").notNull(),
  arrivalNotes: text("arrival_notes").notNull().default(""),
  phone: text("phone"),
  email: text("email"),
  position: integer("position").notNull().default(0),
  active: flag("active").notNull().default(true),
  createdAt: instant("created_at").notNull(),
});

export const services = sqliteTable("services", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  description: text("description").notNull().default(""),
  /** The first is the default. */
  durationsMinutes: json<number[]>("durations_minutes").notNull(),
  bufferBeforeMinutes: integer("buffer_before_minutes").notNull().default(0),
  bufferAfterMinutes: integer("buffer_after_minutes").notNull().default(0),
  /** null: a slot starts every duration. */
  slotIntervalMinutes: integer("slot_interval_minutes"),
  noticeMinutes: integer("notice_minutes").notNull().default(0),
  windowDays: integer("window_days").notNull().default(60),
  /** Until how long before the start a customer may move or cancel. */
  changeDeadlineMinutes: integer("change_deadline_minutes").notNull().default(0),
  /** In the company's currency; null is not shown. */
  priceCents: integer("price_cents"),
  colour: text("colour").notNull().default("#0f766e"),
  place: text("place", { enum: ["branch", "video", "phone"] }).notNull().default("branch"),
  requiresConfirmation: flag("requires_confirmation").notNull().default(false),
  agenda: text("agenda").notNull().default(""),
  questions: json<Question[]>("questions").notNull(),
  /** How many minutes before customers are reminded; null leaves it to the company. */
  reminderOffsetsMinutes: json<number[]>("reminder_offsets_minutes"),
  position: integer("position").notNull().default(0),
  active: flag("active").notNull().default(true),
  createdAt: instant("created_at").notNull(),
});

export const staff = sqliteTable("staff", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  email: text("email"),
  about: text("about").notNull().default(""),
  /** Whose sign-in it is, for staff who may look in. */
  userId: text("user_id").unique().references(() => users.id, { onDelete: "set null" }),
  position: integer("position").notNull().default(0),
  active: flag("active").notNull().default(true),
  createdAt: instant("created_at").notNull(),
});

export const branchServices = sqliteTable(
  "branch_services",
  {
    branchId: text("branch_id").notNull().references(() => branches.id, { onDelete: "cascade" }),
    serviceId: text("service_id").notNull().references(() => services.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.serviceId] })],
);

/** Who does what where. The event type has exactly this person as host: `/v2/slots` takes no host. */
export const serviceStaff = sqliteTable(
  "service_staff",
  {
    branchId: text("branch_id").notNull().references(() => branches.id, { onDelete: "cascade" }),
    serviceId: text("service_id").notNull().references(() => services.id, { onDelete: "cascade" }),
    staffId: text("staff_id").notNull().references(() => staff.id, { onDelete: "cascade" }),
    calcomEventTypeId: integer("calcom_event_type_id"),
    /** Whether they still do. Rows stay, so that appointments made through the event type are known for what they are. */
    active: flag("active").notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.staffId, t.branchId] }), index("service_staff_event_type").on(t.calcomEventTypeId)],
);

export const calcomHostMappings = sqliteTable("calcom_host_mappings", {
  staffId: text("staff_id").primaryKey().references(() => staff.id, { onDelete: "cascade" }),
  calcomUserId: integer("calcom_user_id").notNull(),
  calcomUsername: text("calcom_username"),
  calcomTeamId: integer("calcom_team_id"),
});
