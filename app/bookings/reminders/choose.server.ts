import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { saveChoices, type ChoicesForm } from "#app/auth/message-choices.server.ts";
import { reminderGrid } from "#app/settings/reminders.server.ts";
import { replanReminders } from "./replan.server.ts";

/**
 * Save somebody's message preferences and reminder times; new times apply to existing bookings too.
 *
 * @throws AppError invalid, on the field it is about
 */
export function chooseMessages(app: App, userId: string, form: ChoicesForm): void {
  writing(app.db, (tx) => {
    const before = reminderGrid(app.db);
    saveChoices(tx, app, userId, form);
    if (reminderGrid(app.db).some((offset) => !before.includes(offset))) replanReminders(tx, app);
  });
}
