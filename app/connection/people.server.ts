import type { App } from "#app/app.server.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";
import { recordsIn, type Probe } from "./probe.server.ts";

export interface CalcomPerson {
  id: number;
  name: string;
}

/** Who can be booked there: the key's owner and the members of the team, once each. @throws AppError upstream_down */
export async function listHosts(app: App, probe: Probe): Promise<CalcomPerson[]> {
  const me = await app.gateway.me();
  const { teamId } = calcomSettings(app);
  const members = teamId === null ? [] : recordsIn(await probe({ method: "GET", path: `/teams/${teamId}/memberships` }));
  const team = members.flatMap(({ userId, user }): CalcomPerson[] => {
    const { name, username, email } = (user ?? {}) as Record<string, unknown>;
    const shown = [name, username, email].find((each) => typeof each === "string" && each !== "");
    return typeof userId === "number" ? [{ id: userId, name: typeof shown === "string" ? shown : `person ${userId}` }] : [];
  });
  return [...new Map([{ id: me.id, name: me.name ?? (me.username || me.email) }, ...team].map((person) => [person.id, person])).values()];
}
