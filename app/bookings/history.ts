import type { HistoryEntry } from "#app/audit/history.server.ts";
import { momentText, shortMomentText, type HourCycle } from "#app/lib/format.ts";
import { toIso } from "#app/lib/time.ts";

/** One line of a booking's timeline. */
export interface TimelineLine {
  id: string;
  what: string;
  atIso: string;
  at: string;
  by?: string;
  tone?: "good" | "warn" | "bad" | "planned";
}

interface Reader {
  zone: string;
  hourCycle: HourCycle;
  /** The owner as the reader should see them: "you", or the name. */
  ownerId: string | null;
  ownerName: string;
  /** For the desk, which sees which colleague did something, and where. */
  nameOf?: (actor: string) => string | null;
}

/** The history in words, in the order given (newest first). */
export function describeHistory(entries: HistoryEntry[], reader: Reader): TimelineLine[] {
  return entries.map((entry) => ({
    id: String(entry.seq),
    what: whatHappened(entry, reader),
    atIso: toIso(entry.at),
    at: shortMomentText(entry.at, reader.zone, reader.hourCycle),
    by: whoDid(entry, reader),
    tone: TONES[entry.action],
  }));
}

const TONES: Record<string, TimelineLine["tone"]> = {
  booked: "good",
  confirmed: "good",
  cancelled: "bad",
  declined: "bad",
  "create refused": "bad",
  "move refused": "warn",
  "cancel refused": "warn",
  "confirm refused": "warn",
  "decline refused": "warn",
  "edit refused": "warn",
  "reassign refused": "warn",
  "attendance refused": "warn",
  "marked absent": "bad",
};

function whatHappened({ action, data }: HistoryEntry, { zone, hourCycle, nameOf }: Reader): string {
  const reason = typeof data.reason === "string" && data.reason !== "" ? `: “${data.reason}”` : "";
  // Why the desk made an exception is shown to the desk only.
  const override = nameOf && typeof data.override === "string" ? `, outside the rules: “${data.override}”` : "";
  switch (action) {
    case "booked":
      return `Booked${override}`;
    case "requested":
      return `Requested; the practice will confirm it${override}`;
    case "confirmed":
      return "Confirmed";
    case "declined":
      return `Declined${reason}`;
    case "moved":
      return typeof data.from === "number" && typeof data.to === "number"
        ? `Moved from ${shortMomentText(data.from, zone, hourCycle)} to ${momentText(data.to, zone, hourCycle)}${reason}`
        : `Moved${reason}`;
    case "cancelled":
      return `Cancelled${reason}`;
    case "edited":
      return `Changed ${changedFields(data.after)}`;
    case "times offered":
      return "Other times were offered";
    case "offer ended":
      return "Nobody answered the offer of other times";
    case "link renewed":
      return "Private link replaced";
    case "move refused":
      return "A move was not possible";
    case "cancel refused":
      return "A cancellation was not possible";
    case "confirm refused":
      return "A confirmation was not possible";
    case "decline refused":
      return "Declining was not possible";
    case "edit refused":
      return "A change was not possible";
    case "reassign refused":
      return "A change of the person was not possible";
    case "marked absent":
      return "Did not come";
    case "absence taken back":
      return "Came after all";
    case "attendance refused":
      return "Noting who came was not possible";
    case "reassigned":
      return typeof data.fromName === "string" && typeof data.toName === "string" ? `Reassigned from ${data.fromName} to ${data.toName}${reason}` : `Reassigned to another person${reason}`;
    default:
      return action.charAt(0).toUpperCase() + action.slice(1);
  }
}

const FIELD_NAMES: Record<string, string> = {
  title: "title",
  notes: "notes",
  attendeeName: "name",
  attendeeEmail: "e-mail",
  attendeePhone: "phone",
  location: "place",
  guests: "guests",
  attendees: "attendees",
};

function changedFields(after: unknown): string {
  const names = Object.keys((after ?? {}) as object).map((field) => FIELD_NAMES[field] ?? field);
  return names.length > 0 ? new Intl.ListFormat("en").format(names) : "details";
}

function whoDid({ actor, source }: HistoryEntry, { ownerId, ownerName, nameOf }: Reader): string {
  const [kind, id] = actor.split(":");
  if (kind === "guest") return "by private link";
  const isPerson = kind === "admin" || kind === "staff" || kind === "user";
  const name = isPerson && nameOf ? nameOf(actor) : null;
  if (name !== null) return `${name}, ${source === "api" ? "through the API" : kind === "user" ? "on the web" : "at the desk"}`;
  if ((kind === "user" || kind === "staff") && id === ownerId) return ownerName;
  if (isPerson) return "the front desk";
  return nameOf ? (SYSTEMS[source] ?? "automatically") : "automatically";
}

const SYSTEMS: Record<string, string> = { calcom: "in Cal.com", import: "imported" };
