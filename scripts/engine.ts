import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import { createEngine } from "#app/engine/engine.server.ts";
import { createFaultSwitch } from "#app/engine/fault-plan.ts";
import { withFaults } from "#app/engine/faults.ts";
import { addApiKey, addEventType, addMember, addTeamEventType, addUser, ensureAccount, type Deps } from "#app/engine/provision.server.ts";
import { withWebhookFaults } from "#app/engine/webhook-faults.ts";
import { isLoopback } from "#app/lib/env.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { openDatabase, writing } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { engineEventTypes } from "#db/schema/engine.ts";
import { deliverRegularly } from "./engine-deliveries.ts";
import { withFaultSwitch } from "./engine-faults.ts";
import { engineOptionsOrExit } from "./engine-options.ts";
import { serve } from "./http.ts";
import { createChance } from "./seed/chance.ts";
import { loadDotEnv } from "./server/dot-env.ts";

/**
 * The embedded engine on a port, for clients of Cal.com's API v2. Without --data it lives in memory only. --faults
 * lost=0.05,duplicate=0.2 makes it fail on purpose.
 */

const API_KEY = "cal_test_local";

loadDotEnv();
const options = engineOptionsOrExit();
const host = process.env.HOST || "127.0.0.1";
if (options.data) mkdirSync(options.data, { recursive: true });
const db = openDatabase(options.data ? join(options.data, "engine.sqlite") : ":memory:");
migrateDatabase(db);
const deps: Deps = { db, clock: systemClock };
writing(db, (tx) => {
  if (tx.select().from(engineEventTypes).get() === undefined) furnish(deps);
});

const log = pino({ level: "info" }, pino.destination(2));
const rateLimit = process.env.RATE_LIMITS === "off" ? "off" : undefined;
if (rateLimit === "off" && !isLoopback(host)) throw new Error("RATE_LIMITS=off needs a loopback HOST");
const faults = createFaultSwitch(createChance(options.faultSeed).number, options.faults);
const send = withWebhookFaults((request) => fetch(request, { signal: AbortSignal.timeout(10_000) }), faults.webhooks);
const engine = createEngine({ db, log, rateLimit, send });
const deliveries = deliverRegularly(async () => {
  const sent = await engine.deliverWebhooks();
  if (sent === 0) await send.flush();
  return sent;
});
const faulty = withFaults((request) => engine.fetch(request).finally(deliveries.soon), faults.api, { hangMs: options.hangMs });
const server = serve(withFaultSwitch(faulty, faults));
server.once("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
  db.$client.close();
});
server.listen(options.port, host, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  const types = db.select({ id: engineEventTypes.id, slug: engineEventTypes.slug, teamId: engineEventTypes.teamId }).from(engineEventTypes).orderBy(engineEventTypes.id).all();
  process.stdout.write(`Cal.com API v2 at http://${host}:${port}/v2\nAPI key: ${API_KEY}\n`);
  for (const { id, slug, teamId } of types) process.stdout.write(`Event type ${id}: ${slug}${teamId === null ? "" : ` (team ${teamId})`}\n`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    deliveries.stop();
    server.close(() => db.$client.close());
    server.closeAllConnections();
  });
}

/** One host with office hours and a few types, and a team of two. */
function furnish(engineDeps: Deps): void {
  const team = { name: "Front desk", slug: "front-desk" };
  const { userId, teamId } = ensureAccount(engineDeps, { name: "Host", email: "host@example.com", username: "host", timeZone: "Europe/London", team });
  addApiKey(engineDeps, { userId, key: API_KEY });
  addEventType(engineDeps, userId, { title: "Intro", slug: "intro", lengthInMinutes: 30 });
  addEventType(engineDeps, userId, { title: "Consultation", slug: "consultation", lengthInMinutes: 30, lengthInMinutesOptions: [30, 60] });
  addEventType(engineDeps, userId, {
    title: "On request",
    slug: "on-request",
    lengthInMinutes: 30,
    confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true },
  });
  const colleague = addUser(engineDeps, { name: "Colleague", email: "colleague@example.com", username: "colleague", timeZone: "Europe/London" });
  addMember(engineDeps, { teamId, userId: colleague.userId });
  const hostIds = [userId, colleague.userId];
  addTeamEventType(engineDeps, teamId, { title: "Anyone", slug: "anyone", lengthInMinutes: 30, schedulingType: "roundRobin", hostIds });
  addTeamEventType(engineDeps, teamId, { title: "Everyone", slug: "everyone", lengthInMinutes: 30, schedulingType: "collective", hostIds });
}
