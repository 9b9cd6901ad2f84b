import type { App } from "#app/app.server.ts";
import { paths } from "#app/lib/paths.ts";
import type { Letterhead } from "./compose.ts";
import { userIdOf } from "./preferences.server.ts";
import { readerToken } from "./reader-link.ts";
import { topicOf } from "./topics.ts";

/**
 * The preference links for a mail of an optional kind. One-click unsubscribe is for reminders only: bookings, moves and
 * cancellations answer something the recipient did.
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
