import { notifications } from "#db/schema/records.ts";
import { contentOf, type Message } from "#app/notifications/message.ts";
import type { Practice } from "../testing.ts";

export const isReminder = (message: Message) => contentOf(message).reminder !== undefined;

/** The reminders that were queued, oldest first. */
export function remindersIn({ db }: Pick<Practice, "db">): Message[] {
  return db.select().from(notifications).orderBy(notifications.createdAt).all().filter(isReminder);
}
