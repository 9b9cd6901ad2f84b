import { createHmac } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { asc } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { CalcomGateway } from "#app/calcom/gateway.ts";
import { testApp } from "#app/lib/testing.ts";
import { receiveWebhook } from "./receive.server.ts";

const FOLDER = fileURLToPath(new URL("../../../../shared/calcom/webhooks/", import.meta.url));

export const samplesPresent = existsSync(FOLDER);
if (!samplesPresent) process.stderr.write("SKIPPED: the samples of Cal.com's webhooks are not beside the repository; the inbox was not held to them.\n");

export const sampleNames = samplesPresent ? readdirSync(FOLDER).flatMap((name) => (name.endsWith(".json") ? [name.slice(0, -5)] : [])) : [];
/** The bytes as they are: a pretty-printed body is signed as it stands. */
export const sampleBytes = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(`${FOLDER}${name}.json`));

type Body = Record<string, unknown> & { createdAt: string; payload: Record<string, unknown> };
export const sampleBody = (name: string) => JSON.parse(new TextDecoder().decode(sampleBytes(name))) as Body;

export const SECRET = "portal-shared-test-secret";
export const signatureOf = (bytes: Uint8Array, secret = SECRET) => createHmac("sha256", secret).update(bytes).digest("hex");
export const bytesOf = (body: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(body));

/** An app with one webhook secret and no bookings. */
export function inbox(): { app: App; db: Db } {
  const bare = testApp();
  const gateway = { forget() {} } as unknown as CalcomGateway;
  const app: App = { ...bare, gateway, env: { ...bare.env, calcom: { ...bare.env.calcom, webhookSecret: `an old one, ${SECRET}` } } };
  return { app, db: app.db };
}

/** null: no signature at all. */
export async function deliver(app: App, bytes: Uint8Array<ArrayBuffer>, signature: string | null = signatureOf(bytes), headers: Record<string, string> = {}): Promise<number> {
  const all = { "content-type": "application/json", "x-cal-webhook-version": "2021-10-20", ...headers, ...(signature !== null && { "x-cal-signature-256": signature }) };
  const response = await receiveWebhook(app, new Request("http://127.0.0.1/api/webhooks/calcom", { method: "POST", headers: all, body: bytes }));
  return response.status;
}

export const deliverSample = (app: App, name: string) => deliver(app, sampleBytes(name));

export async function deliverAll(app: App, names: readonly string[]): Promise<void> {
  for (const name of names) await deliverSample(app, name);
}

export type Known = ReturnType<typeof bookingsOf>[number];

/** Every appointment as a reader sees it, with all its uids. Without ids, versions and write times. */
export function bookingsOf({ db }: { db: Db }) {
  const links = db.select().from(calcomLinks).orderBy(asc(calcomLinks.uid)).all();
  const rows = db.select().from(bookings).orderBy(asc(bookings.startsAt)).all();
  const known = rows.map(({ seq: _, id, userId, version: __, icsSequence: ___, createdAt: ____, updatedAt: _____, cancelledAt, ...row }) => ({
    ...row,
    answers: inOrder(row.answers),
    metadata: inOrder(row.metadata),
    hasUser: userId !== null,
    isCancelledAtSet: cancelledAt !== null,
    uids: Object.fromEntries(links.filter(({ bookingId }) => bookingId === id).map(({ uid, state }) => [uid, state])),
  }));
  return known.sort((a, b) => a.startsAt - b.startsAt || (JSON.stringify(a.uids) < JSON.stringify(b.uids) ? -1 : 1));
}

/** Includes uids that belong to no appointment. */
export function uidsOf({ db }: { db: Db }) {
  return Object.fromEntries(db.select().from(calcomLinks).orderBy(asc(calcomLinks.uid)).all().map(({ uid, state }) => [uid, state]));
}

export function everything(far: { db: Db }) {
  return { bookings: bookingsOf(far), uids: uidsOf(far) };
}

/** Empties the inbox, which is faster than making a new one. */
export function empty({ db }: { db: Db }): void {
  db.$client.exec("DELETE FROM bookings; DELETE FROM calcom_links; DELETE FROM webhook_deliveries; DELETE FROM jobs; DELETE FROM users;");
}

function inOrder<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
