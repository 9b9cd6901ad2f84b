import { eq } from "drizzle-orm";
import { hashToken, newId, systemRandom } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import { engineApiKeys, engineMemberships, engineTeams, engineUsers, type EngineBookingStatus, type EngineRole, type EngineSchedulingType } from "#db/schema/engine.ts";
import { findTeamBySlug } from "./accounts/users.server.ts";
import { insertBooking, refusedByDatabase, TAKEN, type NewAttendee } from "./bookings/store.server.ts";
import type { Deps } from "./context.ts";
import type { EventTypeFields } from "./event-types/input.ts";
import { integrationToken } from "./event-types/integrations.ts";
import type { EventTypeLocation } from "./event-types/locations.ts";
import { changeEventType, findEventType, insertEventType, joinEverybodysTypes } from "./event-types/store.server.ts";
import { addSchedule, officeHours } from "./schedules/store.server.ts";
import type { Schedule, Weekday } from "./slots/model.ts";

export type { EventTypeFields } from "./event-types/input.ts";
export type { Deps } from "./context.ts";

/** Fills an engine directly: people, teams, event types and bookings, including past ones. All functions join an open transaction. */

export interface Person {
  name: string;
  email: string;
  username: string;
  timeZone: string;
  weekStart?: Weekday;
  /** Office hours by default. */
  schedule?: Schedule;
}

/** The account the product acts as, owner of a team: found by e-mail and team slug, otherwise created. */
export function ensureAccount(deps: Deps, { team, ...person }: Person & { team: { name: string; slug: string } }): { userId: number; teamId: number } {
  return writing(deps.db, (tx) => {
    const found = tx.select().from(engineUsers).where(eq(engineUsers.email, person.email.toLowerCase())).get();
    const userId = found?.id ?? addUser(deps, person).userId;
    const teamId = findTeamBySlug(deps.db, team.slug)?.id ?? addTeam(deps, { ...team, ownerId: userId }).teamId;
    addMember(deps, { teamId, userId, role: "OWNER" });
    return { userId, teamId };
  });
}

export function addUser({ db, clock }: Deps, { schedule, ...person }: Person): { userId: number; scheduleId: number } {
  return writing(db, (tx) => {
    const email = person.email.toLowerCase();
    const { id } = tx.insert(engineUsers).values({ ...person, email, createdAt: clock() }).returning({ id: engineUsers.id }).get();
    const hours = schedule ?? { timeZone: person.timeZone, availability: officeHours, overrides: [] };
    return { userId: id, scheduleId: addSchedule(tx, id, "Working hours", hours, true).id };
  });
}

/** null: nobody has this e-mail, or they have no schedule. */
export function findPerson({ db }: Deps, email: string): { userId: number; scheduleId: number } | null {
  const user = db.select().from(engineUsers).where(eq(engineUsers.email, email.toLowerCase())).get();
  return user && user.defaultScheduleId !== null ? { userId: user.id, scheduleId: user.defaultScheduleId } : null;
}

function addTeam(deps: Deps, { name, slug, ownerId }: { name: string; slug: string; ownerId: number }): { teamId: number } {
  return writing(deps.db, (tx) => {
    const { id } = tx.insert(engineTeams).values({ name, slug, createdAt: deps.clock() }).returning({ id: engineTeams.id }).get();
    addMember(deps, { teamId: id, userId: ownerId, role: "OWNER" });
    return { teamId: id };
  });
}

export function addMember({ db }: Deps, { teamId, userId, role = "MEMBER" }: { teamId: number; userId: number; role?: EngineRole }): void {
  writing(db, (tx) => {
    tx.insert(engineMemberships).values({ teamId, userId, role }).onConflictDoUpdate({ target: [engineMemberships.teamId, engineMemberships.userId], set: { role } }).run();
    joinEverybodysTypes(tx, teamId, userId);
  });
}

/** Only the hash is kept. */
export function addApiKey({ db }: Deps, { userId, key, expiresAtMs = null }: { userId: number; key: string; expiresAtMs?: number | null }): void {
  db.insert(engineApiKeys).values({ userId, keyHash: hashToken(key), expiresAt: expiresAtMs }).onConflictDoNothing().run();
}

/** A personal event type; its only host is its owner. */
export function addEventType({ db, clock }: Deps, ownerId: number, fields: EventTypeFields): { eventTypeId: number } {
  return writing(db, (tx) => ({ eventTypeId: insertEventType(tx, { ownerId }, fields, clock()).id }));
}

/** What a service may set and clear. */
const REWRITTEN = ["lengthInMinutesOptions", "slotInterval", "confirmationPolicy"] as const;

/** Update an event type's rules. Its slug and unnamed fields stay, except for the fields above, which are cleared. */
export function rewriteEventType({ db }: Deps, id: number, rulesFor: (location: EventTypeLocation | undefined) => EventTypeFields): void {
  writing(db, (tx) => {
    const eventType = findEventType(tx, id);
    if (!eventType) throw new Error(`The engine knows no event type ${id}`);
    const { slug: _, ...rules } = rulesFor(eventType.settings.locations?.[0]);
    changeEventType(tx, eventType, rules, REWRITTEN.filter((name) => rules[name] === undefined));
  });
}

export function addTeamEventType(
  { db, clock }: Deps,
  teamId: number,
  { hostIds, ...fields }: EventTypeFields & { schedulingType: EngineSchedulingType; hostIds: number[] },
): { eventTypeId: number } {
  const hosts = hostIds.map((userId) => ({ userId, mandatory: undefined, priority: undefined }));
  return writing(db, (tx) => ({ eventTypeId: insertEventType(tx, { teamId }, { ...fields, hosts }, clock()).id }));
}

export interface ImportedBooking {
  uid?: string;
  eventTypeId: number;
  startMs: number;
  endMs: number;
  status?: EngineBookingStatus;
  attendee: { name: string; email: string; timeZone: string; phoneNumber?: string; language?: string };
  guests?: string[];
  /** The organiser first. By default the type's first host, or all hosts of a collective type. */
  hostIds?: number[];
  title?: string;
  description?: string | null;
  location?: string;
  responses?: Record<string, unknown>;
  metadata?: Record<string, string>;
  cancellationReason?: string;
  cancelledByEmail?: string;
  reschedulingReason?: string;
  rescheduledFromUid?: string;
  rescheduledToUid?: string;
  icsUid?: string;
  createdAtMs?: number;
  updatedAtMs?: number;
}

/** Insert a booking as given, even in the past. Only an overlap is refused. */
export function importBooking({ db, clock, random = systemRandom }: Deps, told: ImportedBooking): { id: number; uid: string } {
  const { uid = newId(random), eventTypeId, startMs, endMs, status = "accepted", attendee, guests = [], createdAtMs, updatedAtMs, hostIds, ...rest } = told;
  const email = attendee.email.toLowerCase();
  try {
    return writing(db, (tx) => {
      const eventType = findEventType(tx, eventTypeId);
      if (!eventType) throw new Error(`The engine knows no event type ${eventTypeId}`);
      const all = eventType.hosts.map(({ user }) => user.id);
      const organiser = eventType.hosts.find(({ user }) => user.id === (hostIds ?? all)[0])?.user;
      const attendees: NewAttendee[] = [
        { ...attendee, email, guest: false },
        ...guests.map((guest) => ({ name: "", email: guest.toLowerCase(), timeZone: attendee.timeZone, guest: true })),
      ];
      const row = insertBooking(tx, {
        title: `${eventType.title} between ${organiser?.name ?? "Host"} and ${attendee.name}`,
        location: integrationToken("cal-video"),
        responses: { name: attendee.name, email, displayEmail: email },
        metadata: {},
        icsUid: `${uid}@cal.local`,
        bufferBeforeMinutes: eventType.settings.beforeEventBuffer ?? 0,
        bufferAfterMinutes: eventType.settings.afterEventBuffer ?? 0,
        ...rest,
        uid,
        eventTypeId,
        startsAt: startMs,
        endsAt: endMs,
        status,
        hostIds: hostIds ?? (eventType.schedulingType === "collective" ? all : all.slice(0, 1)),
        attendees,
        createdAt: createdAtMs ?? clock(),
        updatedAt: updatedAtMs ?? null,
      });
      return { id: row.id, uid: row.uid };
    });
  } catch (error) {
    throw refusedByDatabase(error, TAKEN);
  }
}
