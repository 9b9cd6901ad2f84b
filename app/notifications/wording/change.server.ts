import { and, eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { messageWordings } from "#db/schema/wordings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { isTexted } from "../sms/wording.ts";
import type { Wording } from "./fill.ts";
import type { WordingForm } from "./form.ts";
import type { MessageKind } from "./kinds.ts";
import { smsWordingOf, usualSmsWording, usualWording, wordingOf } from "./stored.server.ts";

interface By {
  /** "admin:<id>" */
  actor: string;
  correlationId: string;
}

type Channel = "mail" | "sms";

/** Change the wording of a kind of message. Queued messages stay as they are, except reminders, which are worded when sent. */
export function changeWording(app: App, by: By, kind: MessageKind, { subject, text, sms }: WordingForm): void {
  writing(app.db, (tx) => {
    put(tx, app, by, kind, "mail", { subject, text });
    if (sms !== undefined) put(tx, app, by, kind, "sms", { subject: "", text: sms });
  });
}

/** Restore the default wording. */
export function restoreWording(app: App, by: By, kind: MessageKind, channel: Channel): void {
  const usual = usualOf(kind, channel);
  if (usual) writing(app.db, (tx) => put(tx, app, by, kind, channel, usual));
}

/** A wording equal to the default is not stored, so that improved defaults of later versions apply. */
function put(tx: Tx, app: App, { actor, correlationId }: By, kind: MessageKind, channel: Channel, after: Wording): void {
  const before = storedOf(app, kind, channel);
  if (!before || same(before, after)) return;
  if (same(after, usualOf(kind, channel)!)) tx.delete(messageWordings).where(and(eq(messageWordings.kind, kind), eq(messageWordings.channel, channel))).run();
  else {
    const set = { ...after, updatedAt: app.clock() };
    tx.insert(messageWordings).values({ kind, channel, ...set }).onConflictDoUpdate({ target: [messageWordings.kind, messageWordings.channel], set }).run();
  }
  recordEvent(tx, app, {
    subjectType: "settings",
    subjectId: `wording ${kind} ${channel}`,
    actor,
    source: "admin",
    action: "wording changed",
    correlationId,
    data: { message: kind, by: channel, before, after },
  });
}

function storedOf({ db }: App, kind: MessageKind, channel: Channel): Wording | null {
  if (channel === "mail") return wordingOf(db, kind);
  return isTexted(kind) ? { subject: "", text: smsWordingOf(db, kind) } : null;
}

function usualOf(kind: MessageKind, channel: Channel): Wording | null {
  if (channel === "mail") return usualWording(kind);
  return isTexted(kind) ? { subject: "", text: usualSmsWording(kind) } : null;
}

function same(one: Wording, other: Wording): boolean {
  return one.subject === other.subject && one.text === other.text;
}
