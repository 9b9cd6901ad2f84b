import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { calcomHostMappings, serviceStaff } from "#db/schema/catalog.ts";
import { readSetting, writeSetting } from "#app/settings/store.server.ts";

type FarEndName = "embedded" | "calcom";

interface Mapping {
  eventTypes: { branchId: string; serviceId: string; staffId: string; eventTypeId: number }[];
  hosts: (typeof calcomHostMappings.$inferSelect)[];
}

const CURRENT = "mapping.far_end";
const keptUnder = (farEnd: FarEndName) => `mapping.${farEnd}`;

/**
 * Ids of event types and people are valid at one far end only: at the other they mean something else. When the far end
 * changes, the old mapping is set aside, and restored when that far end comes back.
 *
 * @returns whether it was changed
 */
export function keepMappingOf(tx: Tx, farEnd: FarEndName, nowMs: number): boolean {
  const before = readSetting(tx, CURRENT) ?? (isMappedToEngine(tx) ? "embedded" : farEnd);
  writeSetting(tx, CURRENT, farEnd, nowMs);
  if (before === farEnd) return false;
  writeSetting(tx, keptUnder(before as FarEndName), JSON.stringify(currentMapping(tx)), nowMs);
  tx.update(serviceStaff).set({ calcomEventTypeId: null }).run();
  tx.delete(calcomHostMappings).run();
  restore(tx, JSON.parse(readSetting(tx, keptUnder(farEnd)) ?? '{"eventTypes":[],"hosts":[]}') as Mapping);
  return true;
}

function currentMapping(tx: Tx): Mapping {
  const rows = tx.select().from(serviceStaff).where(isNotNull(serviceStaff.calcomEventTypeId)).all();
  return { eventTypes: rows.map(({ calcomEventTypeId, ...trio }) => ({ ...trio, eventTypeId: calcomEventTypeId! })), hosts: tx.select().from(calcomHostMappings).all() };
}

/** Offerings and people removed meanwhile stay removed. */
function restore(tx: Tx, { eventTypes, hosts }: Mapping): void {
  for (const { branchId, serviceId, staffId, eventTypeId } of eventTypes) {
    const trio = and(eq(serviceStaff.branchId, branchId), eq(serviceStaff.serviceId, serviceId), eq(serviceStaff.staffId, staffId));
    tx.update(serviceStaff).set({ calcomEventTypeId: eventTypeId }).where(trio).run();
  }
  for (const host of hosts) {
    if (tx.get(sql`SELECT 1 FROM staff WHERE id = ${host.staffId}`)) tx.insert(calcomHostMappings).values(host).onConflictDoNothing().run();
  }
}

/** For databases from before the far end of the ids was recorded. */
function isMappedToEngine(tx: Tx): boolean {
  return tx.get(sql`SELECT 1 FROM service_staff s JOIN engine_event_types e ON e.id = s.calcom_event_type_id`) !== undefined;
}
