import type { App } from "#app/app.server.ts";
import type { Hours } from "./hosts.ts";
import { hostOf } from "./queries.server.ts";

/** The hours of some people at the far end; null if it has none or does not answer: pages go on without. */
export async function hoursOf({ db, hosts, log }: Pick<App, "db" | "hosts" | "log">, staffIds: string[]): Promise<Map<string, Hours | null>> {
  const failures: unknown[] = [];
  const read = await Promise.all(staffIds.map(async (id): Promise<[string, Hours | null]> => {
    const host = hostOf(db, id);
    const hours = host && (await hosts.readHours(host.calcomUserId).catch((error: unknown) => {
      failures.push(error);
      return null;
    }));
    return [id, hours];
  }));
  // They usually share one call, and so its error.
  if (failures.length > 0) log.warn({ err: failures[0], people: failures.length }, "hours could not be read");
  return new Map(read);
}
