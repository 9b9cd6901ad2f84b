import { fullDayText, momentText, shortMomentText, timeRangeText, zoneText } from "#app/lib/format.ts";
import { addDays, dateIn, DAY_MS, HOUR_MS, MINUTE_MS, startOfDate } from "#app/lib/time.ts";
import type { Company } from "#app/settings/company.server.ts";
import type { Fact } from "../message.ts";
import { kindOf, type MessageKind, type Variable } from "./kinds.ts";

/** A made-up appointment in a week, for previews. */
export function sampleValues({ name, timeZone: zone, hourCycle }: Company, nowMs: number): Record<Variable, string> {
  const startsAt = startOfDate(zone, addDays(dateIn(zone, nowMs), 7)) + 14 * HOUR_MS;
  const endsAt = startsAt + 45 * MINUTE_MS;
  return {
    appointment: "Massage with Ana Costa",
    service: "Massage",
    person: "Ana Costa",
    customer: "Maria Silva",
    start: shortMomentText(startsAt, zone, hourCycle),
    when: `${fullDayText(startsAt, zone)}, ${timeRangeText(startsAt, endsAt, zone, hourCycle)}, ${zoneText(zone)}`,
    branch: "Old Town",
    reference: "7K3M-Q0TZ",
    company: name,
    reason: "Ana is ill.",
    was: `${momentText(startsAt - 3 * HOUR_MS, zone, hourCycle)}, ${zoneText(zone)}`,
    times: `${momentText(startsAt + DAY_MS, zone, hourCycle)}, ${zoneText(zone)}`,
    until: `${momentText(startsAt - HOUR_MS, zone, hourCycle)}, ${zoneText(zone)}`,
    link: "https://frontdesk.example/offer/q7ZkP2",
    changes: "Place: The garden house (was: Room 2)",
    colleague: "Ben Reis",
    token: "Monthly report",
    role: "an administrator",
  };
}

/** The facts below the text, abridged. */
export function sampleFacts(kind: MessageKind, { when, appointment, customer, branch, reference }: Record<Variable, string>): Fact[] {
  const { group } = kindOf(kind);
  if (group === "account") return [];
  const who = group === "staff" ? [{ label: "Customer", value: customer }] : [];
  return [{ label: "When", value: when }, { label: "What", value: appointment }, ...who, { label: "Where", value: branch }, ...(group === "guest" ? [] : [{ label: "Reference", value: reference }])];
}
