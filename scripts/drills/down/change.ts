import { setTimeout as sleep } from "node:timers/promises";
import type { Wish } from "../crash/wish.ts";
import { book, SERVICE, slotOf, slotsOf, type Desk } from "./desk.ts";
import { fillIn, type Page } from "./pages.ts";

/** Two cancellations by program, one by page; bookings by program and by form; a move. */
export async function changeWhileGone(desk: Desk, sendForm: () => Promise<Page>): Promise<void> {
  const { here, admin, wishes, result } = desk;
  // A change invalidates cached free times, so they are read first.
  const start = await slotOf(desk);
  for (const wish of wishes.slice(0, 2)) {
    const { status } = await here("POST", `/bookings/${wish.id}/cancel`, { reason: "Ill" }, `cancel-${wish.email}`);
    if (status === 202) result.cancelsQueued += 1;
  }
  const third = wishes[2] as Wish;
  const { status, location } = await admin.post(`/bookings/${third.id}/cancel`, { reason: "Ill" });
  if (status === 302 && location === `/bookings/${third.id}`) result.cancelsQueued += 1;
  for (const wish of wishes.slice(0, 3)) wish.mayBeCancelled = true;

  if ((await book(desk, start, "while-gone@example.com")) === 503) result.refused += 1;
  const moved = await here("POST", `/bookings/${wishes[3]?.id}/reschedule`, { start }, "move-while-gone");
  if (moved.status === 503) result.refused += 1;
  const form = await sendForm();
  if (form.status === 503 && form.text.includes("Nothing was booked") && form.text.includes("form@example.com")) result.refused += 1;
}

/** Cal.com accepts bookings but never answers. */
export async function changeUnanswered(desk: Desk): Promise<void> {
  const { result } = desk;
  const start = await whenWell(desk);
  const send = await fillIn(desk.guest, SERVICE, start, "unanswered@example.com");
  await desk.there("POST", "/_faults", { api: { "hang-accepted": 1 }, only: "POST /v2/bookings", webhooks: { lose: 1 } });
  const { status, location } = await send();
  const page = status === 302 && location ? await desk.guest.get(location) : null;
  if (page?.text.includes("We are confirming your booking") && page.text.includes('http-equiv="refresh"')) result.confirming += 1;
  const [next = ""] = (await slotsOf(desk)).starts;
  if ((await book(desk, next, "unanswered-too@example.com")) === 202) result.confirming += 1;
}

/** The product notices by itself that Cal.com is back. */
async function whenWell(desk: Desk): Promise<string> {
  for (let look = 0; look < 120; look += 1) {
    const { starts, ageSeconds } = await slotsOf(desk);
    if (starts[0] && ageSeconds === null) return starts[0];
    await sleep(250);
  }
  throw new Error("The product did not find out that Cal.com is back");
}
