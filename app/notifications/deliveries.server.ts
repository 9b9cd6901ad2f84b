import { and, desc, eq, sql } from "drizzle-orm";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { momentText, shortMomentText } from "#app/lib/format.ts";
import { toIso } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { contentOf, type Fact, type Message, type MessageState } from "./message.ts";

export const MESSAGE_STATES = ["queued", "sending", "retrying", "sent", "failed", "suppressed"] as const satisfies readonly MessageState[];

/** A message as the desk reads it. */
export interface ShownMessage {
  id: string;
  subject: string;
  text: string;
  facts: Fact[];
  recipient: string;
  bookingId: string | null;
  state: MessageState;
  /** "Sent", "Tried again Fri 20 Nov, 10:05": what became of it. */
  standing: string;
  /** Why, or the server's answer. */
  detail: string;
  /** "Fri 20 Nov, 10:00" */
  written: string;
  mayResend: boolean;
}

const PER_PAGE = 50;

interface Asked {
  state?: MessageState;
  /** The id of the message the page before ended with. */
  before?: string;
}

/** What /admin/deliveries shows, newest first. */
export function deliveriesPage(app: App, { state, before }: Asked) {
  const { timeZone, hourCycle } = readCompany(app.db);
  const order = sql`(${notifications.createdAt}, rowid)`;
  const older = before === undefined ? undefined : sql`${order} < (SELECT created_at, rowid FROM notifications WHERE id = ${before})`;
  const rows = app.db.select().from(notifications).where(and(state && eq(notifications.state, state), older)).orderBy(desc(notifications.createdAt), sql`rowid DESC`).limit(PER_PAGE + 1).all();
  const shown = rows.slice(0, PER_PAGE);
  const counts = app.db.select({ state: notifications.state, count: sql<number>`count(*)` }).from(notifications).groupBy(notifications.state).all();
  return {
    messages: shown.map((row) => show(row, (ms) => shortMomentText(ms, timeZone, hourCycle))),
    older: rows.length > PER_PAGE ? shown.at(-1)!.id : null,
    counts: Object.fromEntries(counts.map((row) => [row.state, row.count])) as Partial<Record<MessageState, number>>,
    sends: app.env.mail !== undefined && !app.demo,
  };
}

/** The messages about one appointment, newest first, as lines of its timeline. */
export function messagesOf(app: App, bookingId: string, { zone, hourCycle }: { zone: string; hourCycle: 12 | 24 }) {
  const rows = app.db.select().from(notifications).where(eq(notifications.bookingId, bookingId)).orderBy(desc(notifications.createdAt), sql`rowid DESC`).all();
  return rows.map((row) => {
    const { standing, detail } = show(row, (ms) => momentText(ms, zone, hourCycle));
    const isWrong = row.state === "failed" || row.state === "retrying";
    const why = row.state === "sent" || detail === "" ? "" : ` ${detail}`;
    return { id: row.id, atMs: row.createdAt, atIso: toIso(row.createdAt), at: shortMomentText(row.createdAt, zone, hourCycle), what: `${row.channel === "sms" ? "SMS" : "Mail"}${row.recipient && ` to ${row.recipient}`}: “${contentOf(row).subject}”. ${standing}.${why}`, tone: isWrong ? ("warn" as const) : undefined };
  });
}

/**
 * Send a message now: what waits or failed begins anew, what was sent goes once more as a new message.
 *
 * @returns false when it cannot: it was never to be sent, its link worked once, or it is on its way already
 */
export function resend(app: Pick<App, "db" | "clock" | "log">, id: string, newId: string): boolean {
  const row = app.db.select().from(notifications).where(eq(notifications.id, id)).get();
  if (!row || !mayResend(row)) return false;
  const nowMs = app.clock();
  if (row.state !== "sent") {
    const anew = { state: "queued" as const, attempts: 0, nextTryAt: nowMs, settledAt: null };
    return app.db.update(notifications).set(anew).where(and(eq(notifications.id, id), eq(notifications.state, row.state))).run().changes > 0;
  }
  const isUnderWay = sql`EXISTS (SELECT 1 FROM notifications WHERE payload ->> 'repeats' = ${id} AND state IN ('queued', 'sending', 'retrying'))`;
  if (app.db.select({ id: notifications.id }).from(notifications).where(and(eq(notifications.id, id), isUnderWay)).get()) return false;
  const again = { ...row, id: newId, state: "queued" as const, payload: { ...row.payload, repeats: id }, attempts: 0, answer: null, reason: null, providerId: null, providerStatus: null, nextTryAt: nowMs, createdAt: nowMs, settledAt: null };
  app.db.insert(notifications).values(again).run();
  app.log.info({ notification: newId, repeats: id }, "a message is sent again");
  return true;
}

function mayResend(row: Message): boolean {
  if (row.state === "sent") return !contentOf(row).isOneTime;
  return row.state === "failed" || row.state === "retrying";
}

function show(row: Message, moment: (ms: number) => string): ShownMessage {
  const { subject, text, facts = [] } = contentOf(row);
  return {
    id: row.id,
    subject,
    text,
    facts,
    recipient: row.recipient,
    bookingId: row.bookingId,
    state: row.state,
    standing: STANDINGS[row.state](row, moment),
    detail: row.reason ?? row.answer ?? "",
    written: moment(row.createdAt),
    mayResend: mayResend(row),
  };
}

const STANDINGS: Record<MessageState, (row: Message, moment: (ms: number) => string) => string> = {
  queued: () => "Waiting",
  sending: () => "Being sent",
  sent: ({ settledAt, providerStatus }, moment) => `${providerStatus === "delivered" ? "Delivered" : "Sent"} ${moment(settledAt ?? 0)}`,
  retrying: ({ nextTryAt, attempts }, moment) => `${attempts === 1 ? "Tried once" : `Tried ${attempts} times`}; next ${moment(nextTryAt ?? 0)}`,
  failed: ({ settledAt }, moment) => `Failed ${moment(settledAt ?? 0)}`,
  suppressed: () => "Not sent",
};
