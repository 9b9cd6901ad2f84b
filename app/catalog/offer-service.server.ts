import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { writing, type Tx } from "#db/client.ts";
import { branchServices, serviceStaff } from "#db/schema/catalog.ts";
import type { By, CatalogGround, RowGround } from "./change.ts";
import { writableHosts, type HostEventType } from "./hosts.ts";
import type { Branch, Offering, Service } from "./model.ts";
import { branchById, hostOf, offering, serviceById, staffById } from "./queries.server.ts";

interface Trio {
  branchId: string;
  serviceId: string;
  staffId: string;
}

type RowOnly = Pick<Service, "id" | "slug" | "position" | "active" | "createdAt">;

/** From now on this person does this service at this branch. Offering it again changes nothing. */
export async function offerService(ground: CatalogGround, by: By, trio: Trio): Promise<Offering> {
  const { db } = ground;
  const known = offering(db, trio);
  if (known) return known;
  const branch = branchById(db, trio.branchId);
  const service = serviceById(db, trio.serviceId);
  const person = staffById(db, trio.staffId);
  const host = hostOf(db, trio.staffId);
  if (!branch || !service || !person || !host) throw new AppError("not_found", "There is no such branch, service or person.");
  const slug = `${service.slug}-${branch.slug}-${ground.random(3).toString("hex")}`;
  const { eventTypeId } = await writableHosts(ground.hosts).createEventType(host.calcomUserId, eventTypeFor(service, branch, slug));
  writing(db, (tx) => storeOffering(tx, ground, by, { ...trio, eventTypeId }));
  return { branch, service, staff: person, eventTypeId, isDefaultType: false };
}

/** The local half: joins the caller's transaction. */
export function storeOffering(tx: Tx, ground: RowGround, by: By, { eventTypeId, ...trio }: Trio & { eventTypeId: number }): void {
  const { branchId, serviceId, staffId } = trio;
  tx.insert(branchServices).values({ branchId, serviceId }).onConflictDoNothing().run();
  tx.insert(serviceStaff)
    .values({ ...trio, calcomEventTypeId: eventTypeId })
    .onConflictDoUpdate({
      target: [serviceStaff.serviceId, serviceStaff.staffId, serviceStaff.branchId],
      set: { calcomEventTypeId: eventTypeId },
    })
    .run();
  recordEvent(tx, ground, { ...by, subjectType: "staff", subjectId: staffId, action: "offered", data: { serviceId, branchId } });
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
