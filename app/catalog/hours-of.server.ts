import type { App } from "#app/app.server.ts";
import type { Hours } from "./hosts.ts";
import { hostOf } from "./queries.server.ts";

/** The hours of some people as the far end has them; null where it has none, or does not answer: pages go on without. */
export async function hoursOf({ db, hosts, log }: Pick<App, "db" | "hosts" | "log">, staffIds: string[]): Promise<Map<string, Hours | null>> {
  const read = await Promise.allSettled(staffIds.map(async (id) => {
    const host = hostOf(db, id);
    return host && (await hosts.readHours(host.calcomUserId));
  }));
  return new Map(read.map((answer, index) => {
    if (answer.status === "rejected") log.warn({ err: answer.reason as unknown }, "hours could not be read");
    return [staffIds[index] as string, answer.status === "fulfilled" ? answer.value : null];
  }));
}
