import { asc } from "drizzle-orm";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { zoneText } from "#app/lib/format.ts";
import { branches } from "#db/schema/catalog.ts";
import { branchValues } from "./branch-form.ts";
import { branchById } from "./queries.server.ts";
import { versionOf } from "./version.server.ts";

export function branchesPage({ db }: Pick<App, "db">) {
  const rows = db.select().from(branches).orderBy(asc(branches.position), asc(branches.name)).all();
  const listed = rows.map(({ id, name, address, timeZone, phone, email, active }) => ({ id, name, address, zone: zoneText(timeZone), contact: [phone, email].filter(Boolean).join(", "), active }));
  return { branches: listed.filter(({ active }) => active), archived: listed.filter(({ active }) => !active) };
}

/** One branch as its form shows it. @throws AppError not_found */
export function branchPage({ db, hosts }: Pick<App, "db" | "hosts">, id: string) {
  const branch = branchById(db, id);
  if (!branch) throw new AppError("not_found", "There is no such branch.");
  const now = branchValues(branch);
  return { id, name: branch.name, isActive: branch.active, now, version: versionOf(now), isWithCalcom: hosts.write === null };
}
