import type { BookingStatus } from "#app/bookings/booking.ts";
import type { Chance } from "./chance.ts";
import type { ServiceKey } from "./services.ts";

/** An appointment before its time is found. */
export interface Wish {
  /** Index among the customers; 0 is the one who signs in. */
  customer: number;
  status: BookingStatus;
  /** Days from today, both inclusive: the time is looked for in here. */
  fromDay: number;
  toDay: number;
  service?: ServiceKey;
}

const TOTAL = 300;
const PAST_SHARE = 0.62;
const PAST_DAYS = 56;
const AHEAD_DAYS = 35;

/** The portal of the customer who signs in: something in every tab, the next appointment soon. */
const demoWishes: Omit<Wish, "customer">[] = [
  { status: "confirmed", fromDay: 1, toDay: 3, service: "physiotherapy" },
  { status: "pending", fromDay: 5, toDay: 12, service: "acupuncture" },
  { status: "rescheduled", fromDay: 4, toDay: 9, service: "massage" },
  { status: "confirmed", fromDay: 6, toDay: 13, service: "ergonomics" },
  { status: "confirmed", fromDay: 14, toDay: 20, service: "physiotherapy" },
  { status: "confirmed", fromDay: 21, toDay: 27, service: "physiotherapy" },
  { status: "cancelled", fromDay: 8, toDay: 15, service: "massage" },
  { status: "cancelled", fromDay: 16, toDay: 24, service: "physiotherapy" },
  { status: "rejected", fromDay: 3, toDay: 10, service: "acupuncture" },
  { status: "confirmed", fromDay: -PAST_DAYS, toDay: -50, service: "assessment" },
  ...Array.from({ length: 11 }, (_, week) => ({ status: "confirmed" as const, fromDay: -49 + week * 4, toDay: -46 + week * 4 })),
  { status: "rescheduled", fromDay: -30, toDay: -20 },
  { status: "rescheduled", fromDay: -18, toDay: -10, service: "massage" },
  { status: "cancelled", fromDay: -40, toDay: -30 },
  { status: "cancelled", fromDay: -14, toDay: -6 },
];

export function makeWishes(chance: Chance, customerCount: number): Wish[] {
  const wishes: Wish[] = demoWishes.map((wish) => ({ ...wish, customer: 0 }));
  while (wishes.length < TOTAL) {
    const customer = chance.between(1, customerCount - 1);
    if (chance.is(PAST_SHARE)) {
      const day = -chance.between(1, PAST_DAYS);
      wishes.push({ customer, fromDay: day - 1, toDay: Math.min(day + 1, -1), ...pastStatus(chance) });
    } else {
      // The near days are fuller than the far ones, and none is full.
      const day = 1 + Math.floor((AHEAD_DAYS - 2) * chance.number() ** 1.4);
      const wish = futureStatus(chance);
      // Today's earlier hours are over: nothing may still wait for an answer there.
      const fromDay = wish.status === "pending" ? day : day - 1;
      wishes.push({ customer, fromDay, toDay: day + 1, ...wish });
    }
  }
  return wishes;
}

function pastStatus(chance: Chance): Pick<Wish, "status" | "service"> {
  if (chance.is(0.02)) return { status: "rejected", service: "acupuncture" };
  if (chance.is(0.12)) return { status: "cancelled" };
  return { status: chance.is(0.08) ? "rescheduled" : "confirmed" };
}

function futureStatus(chance: Chance): Pick<Wish, "status" | "service"> {
  if (chance.is(0.1)) return { status: "pending", service: "acupuncture" };
  if (chance.is(0.1)) return { status: "cancelled" };
  return { status: chance.is(0.1) ? "rescheduled" : "confirmed" };
}
