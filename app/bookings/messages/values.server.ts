import type { Db } from "#db/client.ts";
import { staffById } from "#app/catalog/queries.server.ts";
import { fullDayText, momentText, shortMomentText, zoneText } from "#app/lib/format.ts";
import { oneLine } from "#app/notifications/address.ts";
import type { Values } from "#app/notifications/wording/fill.ts";
import type { Variable } from "#app/notifications/wording/kinds.ts";
import type { Company } from "#app/settings/company.server.ts";
import { entryTime } from "../entry-time.ts";
import type { BookingDetails } from "../queries.server.ts";
import { referenceOf } from "../reference.ts";
import { changedLines } from "./changes.ts";
import type { Happening } from "./happening.ts";

/** The values a message text may name. Times are the venue's, since a subject is read without its mail. */
export function valuesOf(db: Db, details: BookingDetails, { data }: Pick<Happening, "data">, { name, hourCycle }: Pick<Company, "name" | "hourCycle">): Values & Partial<Record<Variable, string>> {
  const { id, title, startsAt, endsAt, venueTimeZone: zone, staff, service, branch, attendeeName } = details;
  return {
    appointment: oneLine(title),
    service: service?.name ?? oneLine(title),
    person: staff?.name ?? "somebody else",
    customer: oneLine(attendeeName),
    start: shortMomentText(startsAt, zone, hourCycle),
    when: `${fullDayText(startsAt, zone)}, ${entryTime({ startMs: startsAt, endMs: endsAt }, zone, hourCycle)}, ${zoneText(zone)}`,
    branch: branch?.name ?? name,
    reference: referenceOf(id),
    company: name,
    reason: typeof data.reason === "string" ? data.reason.trim() : "",
    was: typeof data.from === "number" ? `${momentText(data.from, zone, hourCycle)}, ${zoneText(zone)}` : "",
    colleague: typeof data.from === "string" ? (staffById(db, data.from)?.name ?? "") : "",
    times: Array.isArray(data.times) ? data.times.join("\n") : "",
    until: typeof data.until === "string" ? data.until : "",
    link: typeof data.link === "string" ? data.link : "",
    changes: changedLines(data).join("\n"),
  };
}
