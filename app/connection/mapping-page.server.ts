import { asc, eq } from "drizzle-orm";
import { calcomHostMappings, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { isAppError } from "#app/lib/errors.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";
import { offersOf } from "./offers.server.ts";
import { listHosts, type CalcomPerson } from "./people.server.ts";
import type { Probe } from "./probe.server.ts";
import { probeOf } from "./reach.server.ts";

/** Our people and services, and what there is at Cal.com to match them with. `failure`: Cal.com could not be asked. */
export async function mappingPage(app: App) {
  const people = app.db
    .select({ staffId: staff.id, name: staff.name, calcomUserId: calcomHostMappings.calcomUserId })
    .from(staff)
    .leftJoin(calcomHostMappings, eq(calcomHostMappings.staffId, staff.id))
    .orderBy(asc(staff.position), asc(staff.name))
    .all();
  const probe = app.farEnd.name === "calcom" ? probeOf(app) : null;
  const there = probe ? await readThere(app, probe) : { hosts: [], types: [], failure: null };
  return { isAtCalcom: probe !== null, hasDefault: calcomSettings(app).defaultEventTypeId !== null, people, offers: offersOf(app.db), ...there };
}

interface There {
  hosts: CalcomPerson[];
  types: { id: number; label: string }[];
  failure: string | null;
}

async function readThere(app: App, probe: Probe): Promise<There> {
  try {
    const hosts = await listHosts(app, probe);
    const { value } = await app.gateway.eventTypes();
    const nameOf = new Map(hosts.map(({ id, name }) => [id, name]));
    const types = value.map(({ id, title, lengthInMinutesOptions, hosts }) => {
      const who = hosts.map(({ userId, name }) => name ?? nameOf.get(userId) ?? `person ${userId}`).join(", ");
      return { id, label: `${title} · ${lengthInMinutesOptions.join(" / ")} min${who && ` · ${who}`}` };
    });
    return { hosts, types, failure: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { hosts: [], types: [], failure: error.atDesk };
  }
}
