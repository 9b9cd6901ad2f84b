import { z } from "zod";
import { calcomErrorOf } from "./errors.ts";
import type { CallOptions, CalcomGateway } from "./gateway.ts";
import type { CalcomSchedule } from "./model.ts";
import type { CalcomLog, Transport } from "./transport.server.ts";
import { envelope, wireHours, wireSchedule } from "./wire.ts";

/** Cal.com's maximum page size for a team's schedules. */
const PAGE = 250;
/** Stops paging at a far end that ignores `skip`. */
const MOST_PAGES = 8;

export function scheduleCalls({ call, log, teamId }: { call: Transport; log: CalcomLog; teamId: () => number | null }): Pick<CalcomGateway, "schedules"> {
  const listed = (path: string, query: Record<string, number>, options?: CallOptions) => call({ method: "GET", path, query }, readList, options);

  async function ofTeam(team: number, options?: CallOptions): Promise<unknown[]> {
    const found: unknown[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const some = await listed(`/teams/${team}/schedules`, { take: PAGE, skip: page * PAGE }, options);
      found.push(...some);
      if (some.length < PAGE) break;
    }
    return found;
  }

  return {
    async schedules(options) {
      const team = teamId();
      const lists = await Promise.all([listed("/schedules", {}, options), team === null ? [] : ofTeam(team, options)].map(noneWhereRefused));
      const all = lists.flat();
      const schedules = all.flatMap(toSchedule);
      const unreadable = all.length - schedules.filter(({ hours }) => hours !== null).length;
      if (unreadable > 0) log.warn({ unreadable }, "Cal.com listed schedules that cannot be read");
      // The key's owner is in the team as a rule.
      return { value: [...new Map(schedules.map((one) => [one.id, one])).values()], staleMs: 0 };
    },
  };
}

/** With a key that may not see them, or a Cal.com without teams, the hours are unknown, which is no failure of the far end. */
async function noneWhereRefused(list: unknown[] | Promise<unknown[]>): Promise<unknown[]> {
  try {
    return await list;
  } catch (error) {
    const status = calcomErrorOf(error)?.status;
    if (status === 403 || status === 404) return [];
    throw error;
  }
}

function readList(json: unknown): unknown[] {
  return envelope(z.array(z.unknown())).parse(json).data;
}

/** A schedule without an id or an owner is dropped. */
function toSchedule(json: unknown): CalcomSchedule[] {
  const wire = wireSchedule.safeParse(json).data;
  return wire ? [{ id: wire.id, ownerId: wire.ownerId, isDefault: wire.isDefault ?? false, hours: hoursIn(json) }] : [];
}

function hoursIn(json: unknown): CalcomSchedule["hours"] {
  const hours = wireHours.safeParse(json).data;
  // A range from and until the same minute is empty.
  return hours ? { ...hours, availability: hours.availability.filter(({ startTime, endTime }) => startTime !== endTime) } : null;
}
