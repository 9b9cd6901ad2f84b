import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { testApp } from "#app/lib/testing.ts";
import { CALCOM_KEYS, calcomSettings, writeCalcomSettings } from "./calcom.server.ts";
import { writeSecret } from "./secrets.server.ts";

test("without any setting there is no key, and Frontdesk writes to customers", () => {
  expect(calcomSettings(testApp())).toEqual({
    apiKey: null,
    apiKeyFrom: null,
    webhookSecrets: [],
    teamId: null,
    defaultEventTypeId: null,
    bufferMinutes: 0,
    customerMail: "frontdesk",
  });
});

test("what is written is read, null takes it back, and what is not named stays", () => {
  const app = testApp();
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { teamId: 7, defaultEventTypeId: 42, bufferMinutes: 10, customerMail: "calcom" }));
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { teamId: null }));
  expect(calcomSettings(app)).toMatchObject({ teamId: null, defaultEventTypeId: 42, bufferMinutes: 10, customerMail: "calcom" });
});

test("the environment's key wins, and its secrets come first", () => {
  const app = testApp();
  writing(app.db, (tx) => {
    writeSecret(tx, app, CALCOM_KEYS.apiKey, "cal_stored");
    writeSecret(tx, app, CALCOM_KEYS.webhookSecrets, "stored, old");
  });
  expect(calcomSettings(app)).toMatchObject({ apiKey: "cal_stored", apiKeyFrom: "settings", webhookSecrets: ["stored", "old"] });
  const env = { ...app.env, calcom: { ...app.env.calcom, apiKey: "cal_env", webhookSecret: "new, stored" } };
  expect(calcomSettings({ ...app, env })).toMatchObject({ apiKey: "cal_env", apiKeyFrom: "environment", webhookSecrets: ["new", "stored", "old"] });
});
