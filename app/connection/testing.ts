import { writing } from "#db/client.ts";
import { createEngine } from "#app/engine/engine.server.ts";
import { addApiKey, addEventType, ensureAccount } from "#app/engine/provision.server.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { CALCOM_KEYS } from "#app/settings/calcom.server.ts";
import { writeSecret } from "#app/settings/secrets.server.ts";
import { testDatabase } from "#db/testing.ts";

export const API_KEY = "cal_test_connection";
export const ORIGIN = "https://desk.example";

/** An app whose key is stored in the settings, and a Cal.com of its own behind its network. */
export function connectedApp(change: (request: Request) => Response | null | Promise<Response | null> = () => null) {
  const there = { db: testDatabase(), clock: () => TEST_NOW, random: systemRandom };
  const { userId, teamId } = ensureAccount(there, { name: "Practice", email: "practice@cal.test", username: "practice", timeZone: "UTC", team: { name: "Practice team", slug: "practice" } });
  addApiKey(there, { userId, key: API_KEY });
  const { eventTypeId } = addEventType(there, userId, { title: "Intro", slug: "intro", lengthInMinutes: 30, locations: [] });
  const engine = createEngine({ ...there, rateLimit: "off" });
  const calls: string[] = [];
  const app = testApp({
    fetch: async (request) => {
      calls.push(`${request.method} ${new URL(request.url).pathname}`);
      return (await change(request)) ?? engine.fetch(request);
    },
  });
  writing(app.db, (tx) => writeSecret(tx, app, CALCOM_KEYS.apiKey, API_KEY));
  return { app, engine, calls, userId, teamId, eventTypeId };
}
