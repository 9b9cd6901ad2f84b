import { and, eq, inArray, type SQL } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { engineEventTypeHosts, engineEventTypes, engineMemberships, engineUsers, type EngineSchedulingType } from "#db/schema/engine.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import { badRequest, notFound, unprocessable } from "#app/engine/http/failures.ts";
import { findSchedule, ownScheduleOf } from "#app/engine/schedules/store.server.ts";
import type { EventTypeChanges, EventTypeFields, EventTypeSettings, HostInput } from "./input.ts";
import { calVideo } from "./locations.ts";

export interface EventTypeHost {
  user: EngineUser;
  mandatory: boolean;
  priority: string;
}

export type EventType = Omit<typeof engineEventTypes.$inferSelect, "settings"> & {
  settings: EventTypeSettings;
  /** A personal type's only host is its owner. */
  hosts: EventTypeHost[];
};

export type EventTypeOwner = { ownerId: number; teamId?: undefined } | { teamId: number; ownerId?: undefined };

export function findEventType(db: Db | Tx, id: number): EventType | undefined {
  return listEventTypes(db, eq(engineEventTypes.id, id))[0];
}

export function findEventTypeBySlug(db: Db | Tx, owner: EventTypeOwner, slug: string): EventType | undefined {
  return listEventTypes(db, and(ownedBy(owner), eq(engineEventTypes.slug, slug))!)[0];
}

/** In the order they were made. */
export function listEventTypes(db: Db | Tx, where: SQL): EventType[] {
  const rows = db.select().from(engineEventTypes).where(where).orderBy(engineEventTypes.id).all();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const hosts = db
    .select()
    .from(engineEventTypeHosts)
    .innerJoin(engineUsers, eq(engineUsers.id, engineEventTypeHosts.userId))
    .where(inArray(engineEventTypeHosts.eventTypeId, ids))
    .orderBy(engineEventTypeHosts.userId)
    .all();
  return rows.map((row) => ({
    ...row,
    settings: row.settings as EventTypeSettings,
    hosts: hosts
      .filter(({ engine_event_type_hosts: host }) => host.eventTypeId === row.id)
      .map(({ engine_event_type_hosts: host, engine_users: user }) => ({ user, mandatory: host.mandatory, priority: host.priority })),
  }));
}

export function insertEventType(tx: Tx, owner: EventTypeOwner, fields: EventTypeFields | EventTypeChanges, nowMs: number): EventType {
  checkLengths(fields.lengthInMinutes, fields.lengthInMinutesOptions);
  checkSlug(tx, owner, fields.slug!);
  checkSchedule(tx, owner, fields.scheduleId);
  const { columns, settings, hosts } = split(fields);
  const { title, slug, lengthMinutes, ...others } = columns;
  const row = tx
    .insert(engineEventTypes)
    .values({
      ...others,
      ...owner,
      title: title!,
      slug: slug!,
      lengthMinutes: lengthMinutes!,
      settings: withoutDisabled({ locations: [calVideo], ...settings }),
      createdAt: nowMs,
    })
    .returning()
    .get();
  writeHosts(tx, row.id, owner.ownerId !== undefined ? [{ userId: owner.ownerId }] : teamHosts(tx, owner.teamId!, hosts, settings.assignAllTeamMembers));
  return findEventType(tx, row.id)!;
}

/** `cleared` are fields that lose their value; without one of its own an event type has the default. */
export function changeEventType(tx: Tx, eventType: EventType, change: EventTypeChanges, cleared: string[] = []): EventType {
  const owner = ownerOf(eventType);
  const { columns, settings, hosts } = split(change);
  const merged = without({ ...eventType.settings, ...settings }, cleared);
  if (cleared.includes("description")) columns.description = "";
  if (cleared.includes("scheduleId")) columns.scheduleId = null;
  checkLengths(columns.lengthMinutes ?? eventType.lengthMinutes, merged.lengthInMinutesOptions);
  if (columns.slug !== undefined && columns.slug !== eventType.slug) checkSlug(tx, owner, columns.slug);
  checkSchedule(tx, owner, columns.scheduleId ?? undefined);
  tx.update(engineEventTypes).set({ ...columns, settings: withoutDisabled(merged) }).where(eq(engineEventTypes.id, eventType.id)).run();
  if (owner.teamId !== undefined && (hosts !== undefined || settings.assignAllTeamMembers)) {
    tx.delete(engineEventTypeHosts).where(eq(engineEventTypeHosts.eventTypeId, eventType.id)).run();
    writeHosts(tx, eventType.id, teamHosts(tx, owner.teamId, hosts, settings.assignAllTeamMembers));
  }
  return findEventType(tx, eventType.id)!;
}

/** Types of a team that are hosted by all of its members are hosted by a new one too. */
export function joinEverybodysTypes(tx: Tx, teamId: number, userId: number): void {
  const types = listEventTypes(tx, eq(engineEventTypes.teamId, teamId)).filter((type) => type.settings.assignAllTeamMembers);
  for (const type of types) writeHosts(tx, type.id, [{ userId }]);
}

export function ownerOf({ ownerId, teamId }: EventType): EventTypeOwner {
  return ownerId === null ? { teamId: teamId! } : { ownerId };
}

function ownedBy({ ownerId, teamId }: EventTypeOwner): SQL {
  return ownerId !== undefined ? eq(engineEventTypes.ownerId, ownerId) : eq(engineEventTypes.teamId, teamId!);
}

type Columns = Pick<typeof engineEventTypes.$inferSelect, "title" | "slug" | "lengthMinutes" | "description" | "scheduleId" | "hidden" | "schedulingType">;

/** Fields that have a column, and the rest. Only what was sent is in either. */
function split(fields: EventTypeChanges) {
  const { title, slug, lengthInMinutes, description, scheduleId, hidden, schedulingType, hosts, ...rest } = fields;
  const columns: Partial<Columns> = sent({ title, slug, lengthMinutes: lengthInMinutes, description, scheduleId, hidden, schedulingType: schedulingType as EngineSchedulingType | undefined });
  // With named hosts, the type no longer includes all members.
  return { columns, settings: sent({ ...(hosts && { assignAllTeamMembers: false }), ...sent(rest) }), hosts };
}

/** `{disabled: true}` removes a limit. */
function withoutDisabled(settings: EventTypeSettings): Record<string, unknown> {
  const kept = Object.entries(settings).filter(([key, value]) => key.startsWith("disable") || !(value as { disabled?: boolean } | undefined)?.disabled);
  return Object.fromEntries(kept);
}

function without(settings: EventTypeSettings, keys: string[]): EventTypeSettings {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));
}

function sent<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function checkLengths(length: number | undefined, options: number[] | undefined): void {
  if (options && length !== undefined && !options.includes(length)) {
    throw badRequest(`lengthInMinutesOptions must include lengthInMinutes=${length}.`);
  }
}

function checkSlug(tx: Tx, owner: EventTypeOwner, slug: string): void {
  if (!findEventTypeBySlug(tx, owner, slug)) return;
  throw badRequest(owner.ownerId !== undefined ? "User already has an event type with this slug." : "Team already has an event type with this slug.");
}

/** A personal type uses a schedule of its owner, a team's one of any member. */
function checkSchedule(tx: Tx, { ownerId, teamId }: EventTypeOwner, scheduleId: number | undefined): void {
  if (scheduleId === undefined) return;
  if (ownerId !== undefined) return void ownScheduleOf(tx, ownerId, scheduleId);
  const schedule = findSchedule(tx, scheduleId);
  const members = tx.select({ userId: engineMemberships.userId }).from(engineMemberships).where(eq(engineMemberships.teamId, teamId!)).all();
  if (!schedule || !members.some((member) => member.userId === schedule.userId)) throw notFound(`Schedule with ID=${scheduleId} does not belong to team with ID=${teamId}`);
}

function teamHosts(tx: Tx, teamId: number, hosts: HostInput[] | undefined, everybody: boolean | undefined): HostInput[] {
  const accepted = and(eq(engineMemberships.teamId, teamId), eq(engineMemberships.accepted, true));
  const rows = tx.select({ userId: engineMemberships.userId }).from(engineMemberships).where(accepted).all();
  if (everybody) return rows;
  const stranger = hosts?.find((host) => !rows.some((row) => row.userId === host.userId));
  if (stranger) throw unprocessable(`Invalid hosts: user with ID=${stranger.userId} is not a member of team with ID=${teamId}.`);
  return hosts ?? [];
}

function writeHosts(tx: Tx, eventTypeId: number, hosts: HostInput[]): void {
  for (const { userId, mandatory = false, priority = "medium" } of hosts) {
    tx.insert(engineEventTypeHosts).values({ eventTypeId, userId, mandatory, priority }).onConflictDoNothing().run();
  }
}
