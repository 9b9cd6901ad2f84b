import type { z } from "zod";
import type { App } from "#app/app.server.ts";
import { freeTimes } from "#app/availability/free-times.server.ts";
import { unreadTimes } from "#app/availability/source.ts";
import { AppError } from "#app/lib/errors.ts";
import { DAY_MS, MINUTE_MS, SECOND_MS, toIso } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { named } from "./booking-json.server.ts";
import { chosenOfferings } from "./choice.server.ts";
import { durationOf } from "./duration.ts";
import type { JsonAnswer } from "#app/lib/json-answer.server.ts";
import { endOf, startOf } from "./moments.ts";
import type { SlotJson, SlotsQuery } from "./slots-schema.ts";

const LONGEST_SPAN_MS = 92 * DAY_MS;
const USUAL_SPAN_MS = 7 * DAY_MS;

/**
 * Free times, each with one free person: listed twice if two people are free. While Cal.com is down they may be old;
 * the Age header gives the seconds.
 *
 * @throws AppError invalid; upstream_down or rate_limited when nobody's times can be read
 */
export async function listSlots(app: App, query: z.output<typeof SlotsQuery>): Promise<JsonAnswer> {
  const offerings = chosenOfferings(app.db, query);
  const durationMinutes = durationOf(offerings[0]!.service, query.duration);
  const { startMs, endMs } = spanOf(app, query, offerings[0]!.service.windowDays);
  if (startMs >= endMs) return { status: 200, data: { data: [], nextCursor: null } };
  const { times, source } = await freeTimes(app, { offerings, durationMinutes, startMs, endMs });
  if (source.state === "failed") throw unreadTimes(source.trouble);
  const people = new Map(offerings.map(({ staff }) => [staff.id, named(staff)!]));
  const data = times.flatMap((time) => [...new Set(time.staffIds)].map((id): z.output<typeof SlotJson> => ({ start: toIso(time.startMs), end: toIso(time.endMs), staff: people.get(id)! })));
  return { status: 200, data: { data, nextCursor: null }, headers: source.state === "stale" ? { Age: String(Math.round(source.ageMs / SECOND_MS)) } : undefined };
}

/** The requested range, limited to what can be booked: from now to the end of the booking window. */
function spanOf(app: App, { from, to }: z.output<typeof SlotsQuery>, windowDays: number): { startMs: number; endMs: number } {
  const { timeZone } = readCompany(app.db);
  const nowMs = app.clock();
  const startMs = from === undefined ? nowMs : startOf(from, timeZone);
  const endMs = to === undefined ? startMs + USUAL_SPAN_MS : endOf(to, timeZone);
  if (endMs <= startMs) throw unreadable("Please give a `to` after `from`.");
  if (endMs - startMs > LONGEST_SPAN_MS) throw unreadable("Please ask for at most 92 days at a time.");
  // Whole minutes, so that repeated requests share one call to Cal.com.
  return { startMs: Math.max(startMs, Math.floor(nowMs / MINUTE_MS) * MINUTE_MS), endMs: Math.min(endMs, nowMs + (windowDays + 1) * DAY_MS) };
}

function unreadable(sentence: string): AppError {
  return new AppError("invalid", sentence, { fields: { to: sentence } });
}
