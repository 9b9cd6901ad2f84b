import type { App } from "#app/app.server.ts";
import { toIso } from "#app/lib/time.ts";
import type { TimelineLine } from "../history.ts";
import type { BookingDetails } from "../queries.server.ts";
import { plannedReminders, type PlannedReminder } from "./planned.server.ts";

/** Upcoming reminders as timeline entries, the last first. */
export function plannedLines(app: App, details: BookingDetails, { isCustomer }: { isCustomer: boolean }): TimelineLine[] {
  const lines = plannedReminders(app, details).filter(({ kind }) => !isCustomer || kind === "reminder").map((planned) => lineOf(planned, isCustomer));
  return [...new Map(lines.map((line) => [line.id, line])).values()].reverse();
}

/** For customers without the address: attendee and account owner are reminded at the same time, which is one line. */
function lineOf({ channel, recipient, atMs, at }: PlannedReminder, isCustomer: boolean): TimelineLine {
  const what = `Reminder by ${NAMES[channel]}${isCustomer ? "" : ` to ${recipient}`}`;
  return { id: `${what} ${atMs}`, what, atIso: toIso(atMs), at, by: "planned", tone: "planned" };
}

/** The same for the attendee, who may not be the account's owner: "Reminder by mail", and when, soonest first. */
export function attendeesReminders(app: App, details: BookingDetails): { label: string; times: string[] }[] {
  const address = details.attendeeEmail ?? details.user?.email;
  const planned = plannedReminders(app, details).filter(({ kind, channel, recipient }) => kind === "reminder" && (channel === "sms" || recipient === address));
  return (["mail", "sms"] as const).flatMap((channel) => {
    const times = planned.filter((one) => one.channel === channel).map(({ at }) => at);
    return times.length > 0 ? [{ label: `Reminder${times.length > 1 ? "s" : ""} by ${NAMES[channel]}`, times }] : [];
  });
}

const NAMES = { mail: "mail", sms: "SMS" };
