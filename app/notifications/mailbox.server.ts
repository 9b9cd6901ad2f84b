import { desc, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { toIso } from "#app/lib/time.ts";
import { contentOf, type Fact } from "./message.ts";

export interface Letter {
  id: string;
  recipient: string;
  subject: string;
  text: string;
  facts: Fact[];
  link: string | null;
  writtenAtIso: string;
  /** "20 Nov 2026, 10:00 UTC" */
  writtenAt: string;
}

/** The newest messages first, as their readers would find them. */
export function readMailbox(db: Db, limit = 50): Letter[] {
  const rows = db
    .select()
    .from(notifications)
    .where(eq(notifications.channel, "mail"))
    .orderBy(desc(notifications.createdAt), sql`rowid DESC`)
    .limit(limit)
    .all();
  return rows.map((row) => {
    const { subject, text, facts = [], link = null } = contentOf(row);
    return { id: row.id, recipient: row.recipient, subject, text, facts, link, writtenAtIso: toIso(row.createdAt), writtenAt: `${shortMoment.format(row.createdAt)} UTC` };
  });
}

const shortMoment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
