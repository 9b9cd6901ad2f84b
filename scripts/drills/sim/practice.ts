import { writing, type Db } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { testDatabase } from "#db/testing.ts";
import { createApp, type App } from "#app/app.server.ts";
import { bookAppointment } from "#app/bookings/book.server.ts";
import { addPerson } from "#app/catalog/add-person.server.ts";
import { createBranch } from "#app/catalog/create-branch.server.ts";
import { createService } from "#app/catalog/create-service.server.ts";
import type { Hours } from "#app/catalog/hosts.ts";
import type { Service } from "#app/catalog/model.ts";
import { branchBySlug, serviceBySlug, staffFor } from "#app/catalog/queries.server.ts";
import { offerService } from "#app/catalog/offer-service.server.ts";
import { ensureWebhook } from "#app/engine/webhooks/own.server.ts";
import { addApiKey } from "#app/engine/provision.server.ts";
import { embeddedAccount } from "#app/hosts.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import type { Log } from "#app/lib/log.server.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { writeSetting } from "#app/settings/store.server.ts";
import { createChance } from "../../seed/chance.ts";

/** Friday, 20 November 2026, 10:00 UTC. In winter Lisbon keeps UTC. */
export const STARTS_AT = Date.UTC(2026, 10, 20, 10);
export const KEY = "cal_simulated";
export const WEBHOOK_SECRET = "simulated webhook secret";
export const ADMIN = { kind: "admin", userId: "admin-1", name: "Ada" } as const;
/** The secret need not be secret here: nothing leaves the process. */
const APP_SECRET = "a secret only simulations have, of 32 characters";
const TRIGGERS = ["BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "BOOKING_REJECTED", "BOOKING_NO_SHOW_UPDATED", "BOOKING_LOCATION_UPDATED", "BOOKING_REASSIGNED"] as const;

const weekdays: Hours = { timeZone: "Europe/Lisbon", overrides: [], availability: [{ days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], startTime: "09:00", endTime: "17:00" }] };
const by = { actor: "system:simulation", source: "import" } as const;

/** Databases as bytes, by where bookings are made. */
export type Images = Record<"embedded" | "calcom", Buffer>;

/** Appointments that have begun when a run starts, so that somebody can be missing: hours before, and with how many guests. */
const BEGUN = [1, 18, 19, 20, 21, 22].map((hoursAgo) => ({ startMs: STARTS_AT - hoursAgo * HOUR_MS, guests: hoursAgo % 3 }));

/** Two people, three services: one plain, one with buffers, one whose requests are confirmed. */
export async function practiceImages(begun = BEGUN): Promise<Images> {
  const db = testDatabase();
  let nowMs = STARTS_AT;
  const clock = () => nowMs;
  const random = createChance(1).bytes;
  const app = createApp({ db, env: simulatedEnv(), log: silentLog, demo: false, clock, random });
  const branch = writing(db, (tx) => createBranch(tx, app, by, { name: "Lisbon", address: "Rua do Ouro 12, Lisbon", timeZone: "Europe/Lisbon" }));
  const services = writing(db, (tx): Service[] => [
    createService(tx, app, by, { name: "Consultation", durationsMinutes: [30] }),
    createService(tx, app, by, { name: "Massage", durationsMinutes: [60, 30], bufferBeforeMinutes: 5, bufferAfterMinutes: 15 }),
    createService(tx, app, by, { name: "Fitting", durationsMinutes: [60], requiresConfirmation: true }),
  ]);
  for (const [name, email] of [["Ana Costa", "ana@example.com"], ["Ben Reis", "ben@example.com"]] as const) {
    const person = await addPerson(app, by, { name, email }, weekdays);
    for (const service of services) await offerService(app, by, { branchId: branch.id, serviceId: service.id, staffId: person.id });
  }
  db.insert(users).values({ id: ADMIN.userId, email: "ada@example.com", name: ADMIN.name, role: "admin", createdAt: STARTS_AT, updatedAt: STARTS_AT }).run();
  addApiKey({ db, clock }, { userId: embeddedAccount({ db, clock, random }).userId, key: KEY });
  nowMs = STARTS_AT - 3 * DAY_MS;
  for (const one of begun) await bookBegun(app, one);
  const embedded = db.$client.serialize();
  // The same people, types and appointments, as if they were Cal.com's.
  writing(db, (tx) => writeSetting(tx, "mapping.far_end", "calcom", STARTS_AT));
  db.$client.exec("UPDATE calcom_links SET far_end = 'calcom'");
  const calcom = db.$client.serialize();
  db.$client.close();
  return { embedded, calcom };
}

async function bookBegun(app: App, { startMs, guests }: (typeof BEGUN)[number]): Promise<void> {
  const [branch, service] = [branchBySlug(app.db, "lisbon")!, serviceBySlug(app.db, "consultation")!];
  const offerings = staffFor(app.db, { branchId: branch.id, serviceId: service.id }).slice(0, 1).map(({ eventTypeId, ...staff }) => ({ branch, service, staff, eventTypeId }));
  const name = `begun-${(STARTS_AT - startMs) / HOUR_MS}`;
  await bookAppointment(app, ADMIN, {
    offerings,
    startMs,
    durationMinutes: 30,
    attendee: { name, email: `${name}@example.com`, timeZone: "Europe/Lisbon" },
    guests: Array.from({ length: guests }, (_, n) => `guest-${n}-of-${name}@example.com`),
    notes: "",
    answers: {},
    idempotencyKey: name,
    holder: name,
    source: "web",
    correlationId: name,
  });
}

/** The far end as a service of its own knows whom to tell. */
export function subscribe(db: Db, deps: { clock: () => number; random: (bytes: number) => Buffer }): void {
  ensureWebhook({ db, ...deps }, { subscriberUrl: "https://desk.example/api/webhooks/calcom", triggers: TRIGGERS });
  db.$client.prepare("UPDATE engine_webhooks SET secret = ?").run(WEBHOOK_SECRET);
}


export function simulatedEnv(calcom: Record<string, string> = {}) {
  return { ...parseEnv(calcom), appSecret: APP_SECRET };
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog };
