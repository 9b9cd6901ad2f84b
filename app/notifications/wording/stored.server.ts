import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { messageWordings } from "#db/schema/wordings.ts";
import { TEXTS, type TextKind } from "../sms/wording.ts";
import type { Wording } from "./fill.ts";
import { kindOf, type MessageKind } from "./kinds.ts";

/** The wording of a kind's mail: the administrators', otherwise the default. */
export function wordingOf(db: Db, kind: MessageKind): Wording {
  return statements(db).one.get({ kind, channel: "mail" }) ?? usualWording(kind);
}

/** What an SMS says, a sentence a line, the most important first. */
export function smsWordingOf(db: Db, kind: TextKind): string {
  return statements(db).one.get({ kind, channel: "sms" })?.text ?? usualSmsWording(kind);
}

export function usualWording(kind: MessageKind): Wording {
  const { subject, text } = kindOf(kind);
  return { subject, text };
}

export function usualSmsWording(kind: TextKind): string {
  return TEXTS[kind].join("\n");
}

/** The kinds with a changed wording, each with its channels. */
export function changedWordings(db: Db): Map<string, ("mail" | "sms")[]> {
  const changed = new Map<string, ("mail" | "sms")[]>();
  for (const { kind, channel } of statements(db).all.all()) changed.set(kind, [...(changed.get(kind) ?? []), channel]);
  return changed;
}

const { kind, channel, subject, text } = messageWordings;

const statements = prepared((db) => ({
  one: db.select({ subject, text }).from(messageWordings).where(and(eq(kind, sql.placeholder("kind")), eq(channel, sql.placeholder("channel")))).prepare(),
  all: db.select({ kind, channel }).from(messageWordings).orderBy(kind, channel).prepare(),
}));
