import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { saveChoices, type ChoicesForm } from "#app/auth/message-choices.server.ts";
import { reminderGrid } from "#app/settings/reminders.server.ts";
import { replanReminders } from "./replan.server.ts";

/**
 * What somebody wants to be told, and when to be reminded; times nobody had before hold for what is booked already.
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
