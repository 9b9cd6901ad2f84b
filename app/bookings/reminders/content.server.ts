import type { App } from "#app/app.server.ts";
import type { Content } from "#app/notifications/message.ts";
import { contentFor } from "../messages/content.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import type { Reader } from "./readers.server.ts";

/** What a reminder says. Without a calendar entry: they have it already, and a second REQUEST would ask for a reply again. */
export function reminderContent(app: App, reader: Reader, details: BookingDetails, offsetMinutes: number): Content {
  const { event: _, ...content } = contentFor(app, reader, reader.kind, details, { action: "reminded", data: {}, actor: "system:reminders" });
  return { ...content, reminder: { startsAt: details.startsAt, offsetMinutes } };
}
