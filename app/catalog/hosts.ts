import type { CalcomHours, CalcomWeekday } from "#app/calcom/model.ts";
import { AppError } from "#app/lib/errors.ts";

/** Hours in Cal.com's shape, at every far end. */
export type Hours = CalcomHours;
export type Weekday = CalcomWeekday;

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const satisfies Weekday[];

/**
 * The people of the far end and their hours. Cal.com's API cannot create users or write another member's hours: there
 * the write half is null, and the page links to where they are changed.
 */
export interface Hosts {
  /** null: they are unknown. @throws AppError upstream_down, rate_limited */
  readHours(calcomUserId: number): Promise<Hours | null>;
  write: {
    create(person: { name: string; email: string; timeZone: string }): Promise<{ calcomUserId: number; scheduleId: number }>;
    /** Writable hours are in the same database: both of these join an open transaction. */
    hoursNow(calcomUserId: number): Hours;
    writeHours(calcomUserId: number, hours: Hours): void;
    addTimeOff(calcomUserId: number, off: { startMs: number; endMs: number; reason?: string }): Promise<void>;
    /** An event type with exactly this person as its host. Joins an open transaction. */
    createEventType(calcomUserId: number, eventType: HostEventType): { eventTypeId: number };
    /** By the service's new rules; its slug and its own video link stay. Joins an open transaction. */
    changeEventType(eventTypeId: number, eventType: HostEventType): void;
  } | null;
}

export interface HostEventType {
  title: string;
  slug: string;
  lengthsMinutes: number[];
  slotIntervalMinutes: number | null;
  noticeMinutes: number;
  windowDays: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  requiresConfirmation: boolean;
  place: { kind: "branch"; address: string } | { kind: "video"; link?: string } | { kind: "phone" };
  questions: { slug: string; label: string; type: string; required: boolean; options?: string[] }[];
}

/** @throws AppError "invalid" where people and event types can only be created on the far end's own pages. */
export function writableHosts(hosts: Hosts): NonNullable<Hosts["write"]> {
  if (hosts.write) return hosts.write;
  throw new AppError("invalid", "People and their event types are made at Cal.com; here they can only be matched with ours.");
}
