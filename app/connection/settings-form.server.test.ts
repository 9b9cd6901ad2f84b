import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { testPractice } from "#app/bookings/testing.ts";
import { calcomSettings, writeCalcomSettings } from "#app/settings/calcom.server.ts";
import { saveSettings, SettingsForm } from "./settings-form.server.ts";

test("the environment's team and default event type win, and saving the page keeps what was stored", async () => {
  const { app } = await testPractice();
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { teamId: 7, defaultEventTypeId: 42 }));
  Object.assign(app.env.calcom, { teamId: 8, defaultEventTypeId: 43 });
  expect(calcomSettings(app)).toMatchObject({ teamId: 8, defaultEventTypeId: 43 });
  saveSettings(app, { viewer: { kind: "system", reason: "test" }, correlationId: "request-1" }, SettingsForm.parse({ intent: "save", bufferMinutes: "5" }));
  Object.assign(app.env.calcom, { teamId: undefined, defaultEventTypeId: undefined });
  expect(calcomSettings(app)).toMatchObject({ teamId: 7, defaultEventTypeId: 42, bufferMinutes: 5 });
});
