import { and, desc, ne, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { toIso } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { shownEntry } from "./calendar-entry.ts";
import { writtenTo } from "./deliveries.server.ts";
import { contentOf, type Fact } from "./message.ts";
import { opened } from "./one-time.server.ts";

export interface Letter {
  id: string;
  recipient: string;
  subject: string;
  text: string;
  /** Of mail there is a page as well. */
  isMail: boolean;
  facts: Fact[];
  /** What the calendar file says that goes with it; null: none does. */
  entry: Fact[] | null;
  /** A path. */
  link: string | null;
  writtenAtIso: string;
  /** "20 Nov 2026, 10:00 UTC" */
  writtenAt: string;
}

export interface MailboxOptions {
  /** A part of the address or number it went to. */
  to?: string;
  /** The path of a booking's private link. */
  privateLink?: (bookingId: string) => string | null;
  limit?: number;
}

/** The newest messages first, as their recipients would see them; without those that have no recipient. */
export function readMailbox({ db, env }: { db: Db; env: { appSecret: string } }, { to, privateLink = () => null, limit = 20 }: MailboxOptions = {}): Letter[] {
  const { hourCycle } = readCompany(db);
  const rows = db
    .select()
    .from(notifications)
    .where(and(ne(notifications.state, "suppressed"), writtenTo(to)))
    .orderBy(desc(notifications.createdAt), sql`rowid DESC`)
    .limit(limit)
    .all();
  return rows.map((row) => {
    const { subject, text, facts = [], hasPrivateLink, event, ...content } = contentOf(opened({ env }, row) ?? row);
    const link = hasPrivateLink && row.bookingId ? privateLink(row.bookingId) : (content.link ?? null);
    return {
      id: row.id,
      recipient: row.recipient,
      subject,
      text,
      isMail: row.channel === "mail",
      facts,
      entry: event ? shownEntry(event, hourCycle) : null,
      link,
      writtenAtIso: toIso(row.createdAt),
      writtenAt: `${shortMoment.format(row.createdAt)} UTC`,
    };
  });
}

const shortMoment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
