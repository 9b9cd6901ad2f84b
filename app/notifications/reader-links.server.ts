import type { App } from "#app/app.server.ts";
import { paths } from "#app/lib/paths.ts";
import type { Letterhead } from "./compose.ts";
import { userIdOf } from "./preferences.server.ts";
import { readerToken } from "./reader-link.ts";
import { topicOf } from "./topics.ts";

/**
 * The links by which its reader chooses, for a mail of a kind that can be done without. Only reminders are ended by one click
 * of a mail program: what was booked, moved or cancelled is the answer to something its reader did.
 */
export function readerLinks(app: Pick<App, "db" | "env">): NonNullable<Letterhead["readerLinks"]> {
  return ({ kind, recipient }) => {
    const topic = topicOf(kind);
    const userId = topic === null ? null : userIdOf(app.db, recipient);
    if (topic === null || userId === null) return null;
    const isReminder = topic === "reminder" || topic === "staff-reminder";
    return { unsubscribe: isReminder ? paths.unsubscribe(readerToken(app.env, { userId, what: topic })) : null, choose: paths.readerChoices(readerToken(app.env, { userId, what: "choose" })) };
  };
}
