import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { services, serviceStaff } from "#db/schema/catalog.ts";
import { findEntry } from "./archive.server.ts";
import type { Trio } from "./offer-service.server.ts";
import { peopleAt } from "./people-at.server.ts";
import { activeBranches } from "./queries.server.ts";
import { versionOf } from "./version.server.ts";

/** Whose page it is: a service's, with who does it where, or a person's, with what they do where. */
export const OFFER_KINDS = ["services", "staff"] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

export const OffersForm = z.object({ chosen: z.array(z.string().max(200)).max(5_000).default([]), version: z.string().max(60), seen: z.string().max(60).optional() });

/** One group for each branch; a value names branch and service, or branch and person. @throws AppError not_found */
export function offersPage({ db, hosts }: Pick<App, "db" | "hosts">, kind: OfferKind, id: string) {
  const entry = findEntry(db, kind, id);
  if (!entry) throw new AppError("not_found", "There is no such page.");
  const others = kind === "services" ? peopleAt(db) : db.select().from(services).where(eq(services.active, true)).orderBy(asc(services.position), asc(services.name)).all();
  const groups = activeBranches(db).map((branch) => ({ legend: branch.name, options: others.map((other) => ({ value: `${branch.id} ${other.id}`, label: other.name })) }));
  const own = kind === "services" ? eq(serviceStaff.serviceId, id) : eq(serviceStaff.staffId, id);
  const rows = db.select().from(serviceStaff).where(and(own, eq(serviceStaff.active, true))).all();
  const offered = new Set(rows.map(({ branchId, serviceId, staffId }) => `${branchId} ${kind === "services" ? staffId : serviceId}`));
  const values = groups.flatMap(({ options }) => options.map(({ value }) => value));
  const chosen = values.filter((value) => offered.has(value));
  return { kind, id, name: entry.name, groups: others.length === 0 ? [] : groups, chosen, version: versionOf(chosen), isWithCalcom: hosts.write === null };
}

export function trioOf(kind: OfferKind, id: string, value: string): Trio {
  const [branchId = "", other = ""] = value.split(" ");
  return kind === "services" ? { branchId, serviceId: id, staffId: other } : { branchId, serviceId: other, staffId: id };
}
