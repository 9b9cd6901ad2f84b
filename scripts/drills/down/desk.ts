import { newWish, type Wish } from "../crash/wish.ts";
import type { Here, There } from "../ends/http.ts";
import type { Browser } from "./pages.ts";

export const SERVICE = "intro";
const DAY_MS = 86_400_000;

export interface DownResult {
  ok: boolean;
  /** Pages and lists requested while Cal.com was down, and those that did not answer as usual. */
  pages: number;
  failed: string[];
  slowestMs: number;
  /** Free times that said how old they are, and after a restart that there are none to show. */
  saidAge: number;
  explained: number;
  /** While it was down: cancellations accepted for later, bookings and moves refused. */
  cancelsQueued: number;
  refused: number;
  /** While it accepted changes without answering: shown as being confirmed. */
  confirming: number;
  /** Afterwards. */
  cancelsDone: number;
  confirmed: number;
  unsettled: number;
  lost: number;
  doubled: number;
  orphaned: number;
}

export interface Desk {
  here: Here;
  there: There;
  guest: Browser;
  admin: Browser;
  /** When everything is booked: "2026-12-02". */
  day: string;
  wishes: Wish[];
  result: Omit<DownResult, "ok">;
}

export function nothingYet(): Omit<DownResult, "ok"> {
  return { pages: 0, failed: [], slowestMs: 0, saidAge: 0, explained: 0, cancelsQueued: 0, refused: 0, confirming: 0, cancelsDone: 0, confirmed: 0, unsettled: 0, lost: 0, doubled: 0, orphaned: 0 };
}

export function workday(nowMs: number): string {
  const day = new Date(nowMs + 14 * DAY_MS);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

export async function slotsOf({ here, day }: Desk): Promise<{ starts: string[]; ageSeconds: string | null }> {
  const { json, headers } = await here("GET", `/slots?service=${SERVICE}&from=${day}&to=${day}`);
  return { starts: ((json as { data?: { start: string }[] }).data ?? []).map(({ start }) => start), ageSeconds: headers.get("age") };
}

export async function slotOf(desk: Desk): Promise<string> {
  const [start] = (await slotsOf(desk)).starts;
  if (!start) throw new Error("There is no free time");
  return start;
}

export async function book({ here, wishes }: Desk, start: string, email: string): Promise<number> {
  const { status, json } = await here("POST", "/bookings", { service: SERVICE, start, attendee: { name: "A customer", email } }, email);
  const isTaken = status === 201 || status === 202;
  if (isTaken) wishes.push({ ...newWish(email), id: (json as { id: string }).id, isBooked: status === 201 });
  return status;
}
