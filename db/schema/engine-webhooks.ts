import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { engineBookings, engineEventTypes, engineTeams, engineUsers } from "./engine.ts";

/** Whom the embedded engine tells of what. Part of engine.ts, which exports it. */

export const engineWebhooks = sqliteTable(
  "engine_webhooks",
  {
    id: text("id").primaryKey(),
    /** Whose bookings it is told of: a person's, an event type's or a team's. None of them: everybody's. */
    userId: integer("user_id").references(() => engineUsers.id, { onDelete: "cascade" }),
    eventTypeId: integer("event_type_id").references(() => engineEventTypes.id, { onDelete: "cascade" }),
    teamId: integer("team_id").references(() => engineTeams.id, { onDelete: "cascade" }),
    subscriberUrl: text("subscriber_url").notNull(),
    active: integer("active", { mode: "boolean" }).notNull(),
    triggers: text("triggers", { mode: "json" }).$type<string[]>().notNull(),
    secret: text("secret"),
    payloadTemplate: text("payload_template"),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    index("engine_webhooks_user").on(table.userId),
    index("engine_webhooks_event_type").on(table.eventTypeId),
    index("engine_webhooks_team").on(table.teamId),
  ],
);

/** What is still to be sent: written with the change it tells of, deleted when it was answered or given up. */
export const engineDeliveries = sqliteTable(
  "engine_deliveries",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    webhookId: text("webhook_id").notNull().references(() => engineWebhooks.id, { onDelete: "cascade" }),
    trigger: text("trigger").notNull(),
    bookingId: integer("booking_id").references(() => engineBookings.id, { onDelete: "cascade" }),
    body: text("body").notNull(),
    dueAt: integer("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
  },
  (table) => [index("engine_deliveries_due").on(table.dueAt), index("engine_deliveries_booking").on(table.bookingId), index("engine_deliveries_webhook").on(table.webhookId)],
);
