import { Temporal } from "temporal-polyfill";
import { isTimeZone, readInstant } from "#app/lib/time.ts";

type Time = { startMs: number; durationMinutes: number | null; zone: string } | { refused: string };

/** A row's start, and its duration if it has an end. Local times are the branch's, unless the row names a zone. */
export function timeOf(cells: Record<string, string>, branchZone: string): Time {
  const zone = cells.zone || branchZone;
  if (zone !== branchZone && !isTimeZone(zone)) return { refused: `No such time zone: ${zone}` };
  const instant = cells.utc ? readInstant(cells.utc) : null;
  if (cells.utc && instant === null) return { refused: `Cannot read the time “${cells.utc}”` };
  const local = cells.date || instant === null ? localOf(cells.date ?? "", cells.start ?? "") : null;
  if (local === undefined) return { refused: `Cannot read the time “${[cells.date, cells.start].filter(Boolean).join(" ")}”: it is written 2026-11-30 and 09:30` };
  const found = local === null ? { startMs: instant! } : resolve(local, zone, instant);
  if ("refused" in found) return found;
  const end = local && cells.end ? localOf(cells.date ?? "", cells.end) : null;
  if (end === undefined) return { refused: `Cannot read the end “${cells.end}”` };
  return { ...found, zone, durationMinutes: end && local ? minutesUntil(local, end) : null };
}

/** undefined if it is not a valid time. */
function localOf(date: string, time: string): Temporal.PlainDateTime | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d?:\d\d$/.test(time)) return undefined;
  try {
    return Temporal.PlainDateTime.from(`${date}T${time.padStart(5, "0")}`);
  } catch {
    return undefined;
  }
}

function resolve(local: Temporal.PlainDateTime, zone: string, instant: number | null): { startMs: number } | { refused: string } {
  const [first, second] = (["earlier", "later"] as const).map((disambiguation) => local.toZonedDateTime(zone, { disambiguation })) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  if (!first.toPlainDateTime().equals(local)) return { refused: "That time does not exist: the clocks go forward then" };
  const meant = [first, second].map(({ epochMilliseconds }) => epochMilliseconds);
  if (instant !== null) return meant.includes(instant) ? { startMs: instant } : { refused: "Date and start say another time than “Starts at (UTC)”: correct or empty one of them" };
  if (meant[0] !== meant[1]) return { refused: "That time comes twice: the clocks go back then. Say which in “Starts at (UTC)”" };
  return { startMs: meant[0]! };
}

/** In wall-clock minutes; an end before the start is on the next day. */
function minutesUntil(start: Temporal.PlainDateTime, end: Temporal.PlainDateTime): number {
  const minutes = end.since(start).total({ unit: "minutes" });
  return minutes > 0 ? minutes : minutes + 24 * 60;
}
