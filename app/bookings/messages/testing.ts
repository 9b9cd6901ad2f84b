import { notifications } from "#db/schema/records.ts";
import { contentOf, type Content } from "#app/notifications/message.ts";
import { KINDS, type MessageKind } from "#app/notifications/wording/kinds.ts";
import type { Practice } from "../testing.ts";

export interface Told extends Content {
  kind: string;
  to: string;
  state: string;
}

/** The messages to customers about appointments, oldest first. */
export function toldOf(practice: Pick<Practice, "db">, bookingId?: string): Told[] {
  return allTold(practice, bookingId).filter(({ kind }) => KINDS[kind as MessageKind].group === "customer");
}

/** The same for everybody. */
export function allTold({ db }: Pick<Practice, "db">, bookingId?: string): Told[] {
  const rows = db.select().from(notifications).orderBy(notifications.createdAt).all();
  return rows.filter((row) => row.bookingId !== null && (bookingId === undefined || row.bookingId === bookingId)).map((row) => ({ kind: row.kind, to: row.recipient, state: row.state, ...contentOf(row) }));
}

export function forget({ db }: Pick<Practice, "db">): void {
  db.delete(notifications).run();
}
