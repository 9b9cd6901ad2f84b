import { eq } from "drizzle-orm";
import { staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { hoursOf } from "#app/catalog/hours-of.server.ts";
import type { Numbers } from "./numbers.server.ts";
import { openMinutes } from "./open-minutes.ts";
import type { Period } from "./period.ts";

/** For each period: by active person's id, the minutes they can be booked. People whose hours nobody here can read are left out. */
export async function openHours(app: Pick<App, "db" | "hosts" | "log">, periods: Period[]): Promise<Map<string, number>[]> {
  const people = app.db.select({ id: staff.id }).from(staff).where(eq(staff.active, true)).all();
  const known = [...(await hoursOf(app, people.map(({ id }) => id)))];
  return periods.map((period) => new Map(known.flatMap(([id, hours]) => (hours ? [[id, openMinutes(hours, period)]] : []))));
}

/** Booked minutes of their open ones; null when nobody has any. More than 1 where appointments lie outside the hours. */
export function usedShare(byPerson: Map<string, Numbers>, open: Map<string, number>): number | null {
  const minutes = [...open.values()].reduce((sum, one) => sum + one, 0);
  const booked = [...open.keys()].reduce((sum, id) => sum + (byPerson.get(id)?.minutes ?? 0), 0);
  return minutes === 0 ? null : booked / minutes;
}
