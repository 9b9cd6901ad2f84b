import { eq } from "drizzle-orm";
import { z } from "zod";
import { writing, type Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { shortDateText } from "#app/lib/format.ts";
import { DAY_MS, dateIn } from "#app/lib/time.ts";
import { FOREVER, readPreferences, writeChoice } from "#app/notifications/preferences.server.ts";
import { readReaderToken, type ReaderLink } from "#app/notifications/reader-link.ts";
import { isAgreed, optInSms, optOutSms } from "#app/notifications/sms-consent.server.ts";
import { hasSms } from "#app/notifications/sms/has-sms.ts";
import { TOPIC_NAMES, TOPICS, type Topic } from "#app/notifications/topics.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { readOffsets, writtenOffsets } from "#app/settings/reminder-input.ts";
import { readReminderOffsets } from "#app/settings/reminders.server.ts";
import { DEFAULT_OFFSETS, offsetText } from "#app/settings/reminder-times.ts";

const topics = z.array(z.enum(TOPIC_NAMES)).default([]);

export const ChoicesForm = z.object({
  mail: topics,
  sms: topics,
  /** When to be reminded; empty: the service's or the company's times. */
  offsets: z.string().trim().max(200, "Use at most 200 characters.").default(""),
  pause: z.enum(["none", "week", "month", "forever", "keep"], "Choose whether to pause"),
  phone: z.string().trim().max(40, "Use at most 40 characters").optional(),
  agree: z.boolean().default(false),
}).transform(({ offsets, ...form }, ctx) => {
  const read = offsets === "" ? null : readOffsets(offsets);
  if (!read || "minutes" in read) return { ...form, offsetsMinutes: read && read.minutes };
  ctx.addIssue({ code: "custom", path: ["offsets"], message: read.problem });
  return z.NEVER;
});
export type ChoicesForm = z.output<typeof ChoicesForm>;

/** What the page shows: the current choices and the options. */
export function choicesPage(app: App, userId: string) {
  const person = app.db.select().from(users).where(eq(users.id, userId)).get();
  if (!person) throw new AppError("not_found", "This link no longer belongs to anybody.");
  const { topics: chosen, pausedUntil } = readPreferences(app.db, userId);
  const shown = topicsFor(app, userId);
  const offsets = chosen.reminder.offsetsMinutes;
  const usual = readReminderOffsets(app.db) ?? DEFAULT_OFFSETS;
  const isPaused = pausedUntil !== null && pausedUntil > app.clock();
  return {
    address: person.email,
    topics: shown.map((topic) => ({ value: topic, label: TOPICS[topic].label })),
    mail: shown.filter((topic) => chosen[topic].mail),
    sms: shown.filter((topic) => chosen[topic].sms),
    usual: usual.map(offsetText).join(", "),
    offsets: offsets === null ? "" : writtenOffsets(offsets),
    paused: isPaused ? (pausedUntil === FOREVER ? "until you choose otherwise" : `until ${shortDateText(dateIn(readCompany(app.db).timeZone, pausedUntil))}`) : null,
    phone: person.phone ?? "",
    agreed: person.phone !== null && isAgreed(app.db, userId, phoneNumber(person.phone) ?? ""),
    hasSms: hasSms(app),
  };
}

/** People who take appointments can choose about those as well. */
function topicsFor({ db }: Pick<App, "db">, userId: string): Topic[] {
  const isStaff = db.select({ id: staff.id }).from(staff).where(eq(staff.userId, userId)).get() !== undefined;
  return TOPIC_NAMES.filter((topic) => isStaff || !TOPICS[topic].forStaff);
}

const PAUSES = { none: 0, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;

/** @throws AppError invalid on `phone`: consented to texts at something that is not a number */
export function saveChoices(tx: Tx, app: App, userId: string, form: ChoicesForm): void {
  const number = form.phone ? phoneNumber(form.phone) : null;
  if (form.agree && number === null)
    throw new AppError("invalid", "Enter the number with its country code, like +351 912 345 678", {
      fields: { phone: "Enter the number with its country code, like +351 912 345 678" },
    });
  const nowMs = app.clock();
  const before = readPreferences(tx, userId);
  const offsetsOf = (topic: Topic) => (topic === "reminder" || topic === "staff-reminder" ? form.offsetsMinutes : null);
  for (const topic of topicsFor(app, userId)) writeChoice(tx, userId, topic, { mail: form.mail.includes(topic), sms: form.sms.includes(topic), offsetsMinutes: offsetsOf(topic) });
  const pausedUntil = form.pause === "keep" ? before.pausedUntil : form.pause === "forever" ? FOREVER : form.pause === "none" ? null : nowMs + PAUSES[form.pause];
  tx.update(users).set({ messagesPausedUntil: pausedUntil, ...(number !== null && { phone: number }), updatedAt: nowMs }).where(eq(users.id, userId)).run();
  if (hasSms(app)) optOutSms(tx, userId);
  if (form.agree && number !== null) optInSms(tx, { userId, phone: number, nowMs });
  const times = form.offsetsMinutes === null ? "usual" : writtenOffsets(form.offsetsMinutes);
  record(tx, app, userId, { mail: form.mail, sms: form.sms, times, pause: form.pause });
}

/** The person a link in a message belongs to. @throws AppError not_found */
export function readerOf(app: App, token: string): ReaderLink {
  const link = readReaderToken(app.env, token);
  const person = link && app.db.select({ id: users.id, mergedIntoId: users.mergedIntoId }).from(users).where(eq(users.id, link.userId)).get();
  if (!link || !person) throw new AppError("not_found", "This link is not one of ours.");
  return { ...link, userId: person.mergedIntoId ?? person.id };
}

/** Unsubscribe from mail of one topic or, through the preferences link, of all optional topics. Idempotent. */
export function unsubscribe(app: App, token: string): void {
  const { userId, what } = readerOf(app, token);
  writing(app.db, (tx) => {
    const { topics: chosen } = readPreferences(tx, userId);
    for (const topic of what === "choose" ? TOPIC_NAMES : [what]) writeChoice(tx, userId, topic, { ...chosen[topic], mail: false });
    record(tx, app, userId, { unsubscribed: what });
  });
}

function record(tx: Tx, app: App, userId: string, data: Record<string, unknown>): void {
  recordEvent(tx, app, { subjectType: "user", subjectId: userId, actor: `user:${userId}`, action: "message choices changed", source: "web", data });
}
