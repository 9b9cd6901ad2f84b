import { isTimeZone, readInstant } from "#app/lib/time.ts";
import type { CalcomHost } from "./model.ts";
import type { SeenAnswer, SeenAttendee } from "./sighting.ts";

/** Reads Cal.com's values as they really arrive, in a webhook or from the API: a value of another type reads as null. */

export type Wire = Record<string, unknown>;

export function objectIn(value: unknown): Wire | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Wire) : null;
}

export function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Trimmed; null if empty. Lone surrogates are replaced now, since the database would replace them anyway. */
export function textIn(value: unknown): string | null {
  const text = typeof value === "string" ? value.toWellFormed().trim() : "";
  return text === "" ? null : text;
}

export function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function instantIn(value: unknown): number | null {
  return typeof value === "string" ? readInstant(value) : null;
}

/** An unknown zone would make every page that shows a time fail. */
export function zoneIn(value: unknown): string | null {
  const zone = textIn(value);
  return zone !== null && isTimeZone(zone) ? zone : null;
}

/** Made up by Cal.com when only a phone number was given: nobody's address. */
export function isPlaceholder(email: string): boolean {
  return email.toLowerCase().endsWith("@sms.cal.com");
}

export function attendeeIn(value: unknown): SeenAttendee | null {
  const wire = objectIn(value);
  if (!wire) return null;
  const email = textIn(wire.email)?.toLowerCase() ?? null;
  const isReal = email !== null && !isPlaceholder(email);
  const phone = textIn(wire.phoneNumber) ?? textIn(wire.phone) ?? (email !== null && !isReal ? `+${email.split("@")[0]}` : null);
  const absent = [wire.noShow, wire.absent].find((each) => typeof each === "boolean") as boolean | undefined;
  const name = textIn(wire.name) ?? "";
  if (!isReal && phone === null && name === "") return null;
  return { name, email: isReal ? email : null, phone, timeZone: zoneIn(wire.timeZone), absent: absent ?? null };
}

export function hostIn(value: unknown): CalcomHost | null {
  const wire = objectIn(value);
  if (!wire) return null;
  return { id: numberIn(wire.id), name: textIn(wire.name) ?? "unknown", email: textIn(wire.email)?.toLowerCase() ?? "", username: textIn(wire.username), timeZone: zoneIn(wire.timeZone) };
}

/** Built-in form fields, which are stored elsewhere. */
const SYSTEM_FIELDS = new Set(["name", "email", "attendeePhoneNumber", "location", "title", "notes", "guests", "rescheduleReason", "smsReminderNumber", "displayEmail"]);
/** Object keys that must not be copied. */
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);

export function answersIn(value: unknown): Record<string, SeenAnswer> {
  const entries = Object.entries(objectIn(value) ?? {}).flatMap(([slug, entry]): [string, SeenAnswer][] => {
    if (SYSTEM_FIELDS.has(slug) || UNSAFE.has(slug)) return [];
    const labelled = objectIn(entry);
    const answer = answerText(labelled && "label" in labelled ? labelled.value : entry);
    return answer === null ? [] : [[slug, { label: textIn(labelled?.label), value: answer }]];
  });
  return Object.fromEntries(entries);
}

function answerText(value: unknown): string | null {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return textIn(value.map((each) => answerText(each) ?? "").filter(Boolean).join("\n"));
  const chosen = objectIn(value);
  return chosen ? textIn(chosen.optionValue) ?? textIn(chosen.value) : textIn(value);
}

export function metadataIn(value: unknown): Record<string, string> {
  const simple = Object.entries(objectIn(value) ?? {}).filter(([key, each]) => !UNSAFE.has(key) && ["string", "number", "boolean"].includes(typeof each));
  return Object.fromEntries(simple.map(([key, each]) => [key, String(each)]));
}

export function isLink(text: string | null): text is string {
  return text !== null && /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
