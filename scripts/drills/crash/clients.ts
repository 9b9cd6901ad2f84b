import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "../../seed/chance.ts";
import type { Here } from "../ends/http.ts";
import { newWish, type Wish } from "./wish.ts";

/** What clients share. */
export interface Crowd {
  here: Here;
  wishes: Wish[];
  /** UTC milliseconds, by the servers' clock. */
  now: () => number;
  operations: number;
  /** Responses that no client should ever get, as sentences. */
  surprises: string[];
}

interface BookingJson {
  id: string;
  status: string;
  startsAt: string;
}

const SERVICES = ["intro", "consultation"];
const DAY_MS = 86_400_000;
const FIRST_DAY = 10;
const LAST_DAY = 150;
const EXPECTED = [200, 201, 202, 404, 409, 429, 503];

/** Books, moves and cancels one after the other until it is told to stop. */
export async function beClient(crowd: Crowd, chance: Chance, name: string, stop: AbortSignal): Promise<void> {
  for (let number = 1; !stop.aborted; number += 1) {
    const key = `${name}-${number}`;
    const wish = chance.is(0.5) ? undefined : known(crowd, chance);
    if (!wish) await book(crowd, chance, key);
    else if (chance.is(0.6)) await move(crowd, chance, wish, key);
    else await cancel(crowd, wish, key);
    await sleep(chance.between(0, 400));
  }
}

async function book(crowd: Crowd, chance: Chance, key: string): Promise<void> {
  const slot = await freeSlot(crowd, chance);
  if (!slot) return;
  const wish = newWish(`${key}@example.com`);
  crowd.wishes.push(wish);
  const answer = await change(crowd, wish, "/bookings", { service: slot.service, start: slot.start, attendee: { name: `Client ${key}`, email: wish.email } }, key);
  if (!answer) return;
  wish.id = answer.booking.id;
  wish.isBooked = answer.isDone;
}

async function move(crowd: Crowd, chance: Chance, wish: Wish, key: string): Promise<void> {
  const slot = await freeSlot(crowd, chance);
  if (slot) await change(crowd, wish, `/bookings/${wish.id}/reschedule`, { start: slot.start, reason: "Another day suits better" }, key);
}

async function cancel(crowd: Crowd, wish: Wish, key: string): Promise<void> {
  wish.mayBeCancelled = true;
  const answer = await change(crowd, wish, `/bookings/${wish.id}/cancel`, { reason: "Ill" }, key);
  if (answer?.booking.status === "cancelled") wish.isCancelled = true;
}

/** null: refused. Records the response in the wish. */
async function change(crowd: Crowd, wish: Wish, path: string, body: object, key: string): Promise<{ booking: BookingJson; isDone: boolean } | null> {
  const startedAlone = wish.busy === 0;
  wish.busy += 1;
  const before = wish.startsAt;
  const { status, json } = await crowd.here("POST", path, body, key);
  wish.busy -= 1;
  crowd.operations += 1;
  if (!EXPECTED.includes(status)) crowd.surprises.push(`${status} for ${path}: ${JSON.stringify(json)}`);
  const isDone = status === 200 || status === 201;
  const isAlone = startedAlone && wish.busy === 0 && (before !== null || path === "/bookings");
  if (status === 202 || !isAlone) wish.startsAt = null;
  if (!isDone && status !== 202) return null;
  const booking = json as BookingJson;
  if (isDone && isAlone) wish.startsAt = booking.startsAt;
  return { booking, isDone };
}

function known({ wishes }: Crowd, chance: Chance): Wish | undefined {
  const standing = wishes.filter(({ id, isCancelled }) => id !== null && !isCancelled);
  return standing.length > 0 ? chance.pick(standing) : undefined;
}

async function freeSlot({ here, now }: Crowd, chance: Chance): Promise<{ service: string; start: string } | null> {
  const service = chance.pick(SERVICES);
  const day = new Date(now() + chance.between(FIRST_DAY, LAST_DAY) * DAY_MS).toISOString().slice(0, 10);
  const answer = await here("GET", `/slots?service=${service}&from=${day}&to=${day}`);
  const slots = (answer.json as { data?: { start: string }[] } | null)?.data ?? [];
  return slots.length > 0 ? { service, start: chance.pick(slots).start } : null;
}
