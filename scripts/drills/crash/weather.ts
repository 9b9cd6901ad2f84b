import { setTimeout as sleep } from "node:timers/promises";
import type { FaultRates } from "#app/engine/fault-plan.ts";
import type { Chance } from "../../seed/chance.ts";
import type { There } from "../ends/http.ts";

/** The phases of the network between the two sides. */
const WEATHERS: FaultRates[] = [
  {},
  { webhooks: { lose: 0.3, duplicate: 0.3, reorder: 0.3 } },
  { webhooks: { lose: 1 } },
  { api: { "429": 0.04, "500": 0.04, html: 0.04, drop: 0.04, hang: 0.03, lost: 0.05, "hang-accepted": 0.04 }, webhooks: { lose: 0.1, duplicate: 0.2, reorder: 0.2 } },
  { api: { lost: 0.5, "hang-accepted": 0.2 }, only: "POST /v2/bookings" },
  { api: { drop: 0.4, hang: 0.2 }, webhooks: { reorder: 0.5 } },
  { next: Array.from({ length: 25 }, () => "429" as const), webhooks: { duplicate: 0.5 } },
  { api: { "500": 0.5, html: 0.3 } },
];

/** Changes the faults every second or so, until the caller ends it. */
export async function changeWeather(there: There, chance: Chance, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await there("POST", "/_faults", chance.pick(WEATHERS));
    await sleep(chance.between(400, 2_000));
  }
}

/** End all faults. Returns how many there were. */
export async function clearWeather(there: There): Promise<number> {
  const { json } = await there("DELETE", "/_faults");
  return Object.values((json as { met: Record<string, number> }).met).reduce((sum, count) => sum + count, 0);
}
