import { and, desc, eq, gte, lt, sql, type SQL } from "drizzle-orm";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { momentText, shortMomentText } from "#app/lib/format.ts";
import { addDays, startOfDate, toIso } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { MessageFilters } from "./filters.ts";
import { contentOf, type MessageState } from "./message.ts";
import { hasSms } from "./sms/has-sms.ts";
import { showMessage, type ShownMessage } from "./shown-message.ts";

const PER_PAGE = 50;

export interface DeliveriesPage {
  messages: ShownMessage[];
  /** The id to go on after; null at the end. */
  older: string | null;
  /** Of what the other filters match. */
  counts: Partial<Record<MessageState, number>>;
  sends: boolean;
  /** Whether customers can ask for SMS. */
  texts: boolean;
}

/** What /admin/deliveries shows, newest first. */
export function deliveriesPage(app: App, { state, before, ...filters }: MessageFilters): DeliveriesPage {
  const { timeZone, hourCycle } = readCompany(app.db);
  const order = sql`(${notifications.createdAt}, rowid)`;
  const older = before === undefined ? undefined : sql`${order} < (SELECT created_at, rowid FROM notifications WHERE id = ${before})`;
  const asked = matching(filters, timeZone);
  const rows = app.db.select().from(notifications).where(and(asked, state && eq(notifications.state, state), older)).orderBy(desc(notifications.createdAt), sql`rowid DESC`).limit(PER_PAGE + 1).all();
  const shown = rows.slice(0, PER_PAGE);
  const counts = app.db.select({ state: notifications.state, count: sql<number>`count(*)` }).from(notifications).where(asked).groupBy(notifications.state).all();
  return {
    messages: shown.map((row) => showMessage(row, (ms) => shortMomentText(ms, timeZone, hourCycle))),
    older: rows.length > PER_PAGE ? shown.at(-1)!.id : null,
    counts: Object.fromEntries(counts.map((row) => [row.state, row.count])),
    sends: app.env.mail !== undefined && !app.demo,
    texts: hasSms(app),
  };
}

function matching({ kind, channel, to, from, until }: Omit<MessageFilters, "state" | "before">, zone: string) {
  return and(
    kind ? eq(notifications.kind, kind) : undefined,
    channel && eq(notifications.channel, channel),
    writtenTo(to),
    from ? gte(notifications.createdAt, startOfDate(zone, from)) : undefined,
    until ? lt(notifications.createdAt, startOfDate(zone, addDays(until, 1))) : undefined,
  );
}

/** Messages to an address or number that contains this text. */
export function writtenTo(part: string | undefined): SQL | undefined {
  return part ? sql`${notifications.recipient} LIKE ${`%${part.replace(/[\\%_]/g, "\\$&")}%`} ESCAPE '\\'` : undefined;
}

/** The messages about one appointment, newest first, as lines of its timeline. */
export function messagesOf(app: App, bookingId: string, { zone, hourCycle }: { zone: string; hourCycle: 12 | 24 }) {
  const rows = app.db.select().from(notifications).where(eq(notifications.bookingId, bookingId)).orderBy(desc(notifications.createdAt), sql`rowid DESC`).all();
  return rows.map((row) => {
    const { standing, detail } = showMessage(row, (ms) => momentText(ms, zone, hourCycle));
    const isWrong = row.state === "failed" || row.state === "retrying";
    const why = row.state === "sent" || detail === "" ? "" : ` ${detail}`;
    return {
      id: row.id,
      atMs: row.createdAt,
      atIso: toIso(row.createdAt),
      at: shortMomentText(row.createdAt, zone, hourCycle),
      what: `${row.channel === "sms" ? "SMS" : "Mail"}${row.recipient && ` to ${row.recipient}`}: “${contentOf(row).subject}”. ${standing}.${why}`,
      tone: isWrong ? ("warn" as const) : undefined,
    };
  });
}
