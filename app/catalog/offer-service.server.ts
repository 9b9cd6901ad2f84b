import { and, eq } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { writing, type Tx } from "#db/client.ts";
import { branchServices, serviceStaff } from "#db/schema/catalog.ts";
import type { By, CatalogGround, RowDeps } from "./change.ts";
import { writableHosts, type HostEventType } from "./hosts.ts";
import type { Branch, Offering, Service } from "./model.ts";
import { branchById, hostOf, offering, serviceById, staffById } from "./queries.server.ts";

export interface Trio {
  branchId: string;
  serviceId: string;
  staffId: string;
}

type RowOnly = Pick<Service, "id" | "slug" | "position" | "active" | "createdAt">;

/** Let a person do a service at a branch. Idempotent. */
export async function offerService(deps: CatalogGround, by: By, trio: Trio): Promise<Offering> {
  const known = offering(deps.db, trio);
  if (known) return known;
  writableHosts(deps.hosts);
  writing(deps.db, (tx) => startOffering(tx, deps, by, trio));
  const made = offering(deps.db, trio);
  if (!made) throw new AppError("invalid", "What is in the archive cannot be offered.");
  return made;
}

/**
 * Joins the caller's transaction. An earlier offering is reactivated with its old event type; at Cal.com one is chosen
 * on the mapping page.
 */
export function startOffering(tx: Tx, deps: CatalogGround, by: By, trio: Trio): void {
  const { db, hosts } = deps;
  const [branch, service, person] = [branchById(db, trio.branchId), serviceById(db, trio.serviceId), staffById(db, trio.staffId)];
  if (!branch || !service || !person) throw new AppError("not_found", "There is no such branch, service or person.");
  const before = tx.select().from(serviceStaff).where(isTrio(trio)).get()?.calcomEventTypeId ?? null;
  if (hosts.write === null) return storeOffering(tx, deps, by, { ...trio, eventTypeId: before });
  if (before !== null) {
    hosts.write.changeEventType(before, eventTypeFor(service, branch, service.slug));
    return storeOffering(tx, deps, by, { ...trio, eventTypeId: before });
  }
  const host = hostOf(db, trio.staffId);
  if (!host) throw new AppError("not_found", `${person.name} has no hours yet.`);
  const slug = `${service.slug}-${branch.slug}-${deps.random(3).toString("hex")}`;
  storeOffering(tx, deps, by, { ...trio, ...hosts.write.createEventType(host.calcomUserId, eventTypeFor(service, branch, slug)) });
}

/** End an offering: it can no longer be booked. The row stays for existing appointments. */
export function stopOffering(tx: Tx, deps: RowDeps, by: By, trio: Trio): void {
  tx.update(serviceStaff).set({ active: false }).where(isTrio(trio)).run();
  recordEvent(tx, deps, { ...by, subjectType: "staff", subjectId: trio.staffId, action: "no longer offered", data: { serviceId: trio.serviceId, branchId: trio.branchId } });
}

const isTrio = ({ branchId, serviceId, staffId }: Trio) => and(eq(serviceStaff.branchId, branchId), eq(serviceStaff.serviceId, serviceId), eq(serviceStaff.staffId, staffId));

/** The local part: joins the caller's transaction. */
export function storeOffering(tx: Tx, deps: RowDeps, by: By, { eventTypeId, ...trio }: Trio & { eventTypeId: number | null }): void {
  const { branchId, serviceId, staffId } = trio;
  tx.insert(branchServices).values({ branchId, serviceId }).onConflictDoNothing().run();
  tx.insert(serviceStaff)
    .values({ ...trio, calcomEventTypeId: eventTypeId })
    .onConflictDoUpdate({
      target: [serviceStaff.serviceId, serviceStaff.staffId, serviceStaff.branchId],
      set: { calcomEventTypeId: eventTypeId, active: true },
    })
    .run();
  recordEvent(tx, deps, { ...by, subjectType: "staff", subjectId: staffId, action: "offered", data: { serviceId, branchId } });
}

/** The service's rules in the far end's terms. The row need not exist yet. */
export function eventTypeFor(service: Omit<Service, keyof RowOnly>, branch: Pick<Branch, "address">, slug: string): HostEventType {
  return {
    title: service.name,
    slug,
    lengthsMinutes: service.durationsMinutes,
    slotIntervalMinutes: service.slotIntervalMinutes,
    noticeMinutes: service.noticeMinutes,
    windowDays: service.windowDays,
    bufferBeforeMinutes: service.bufferBeforeMinutes,
    bufferAfterMinutes: service.bufferAfterMinutes,
    requiresConfirmation: service.requiresConfirmation,
    place: service.place === "branch" ? { kind: "branch", address: branch.address } : { kind: service.place },
    questions: service.questions,
  };
}
