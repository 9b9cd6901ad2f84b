import type { BookingStatus } from "#app/bookings/booking.ts";
import type { Chance } from "./chance.ts";
import { customers, demoCustomer, type SeedCustomer } from "./customers.ts";
import type { ServiceKey } from "./services.ts";

/** A planned appointment without a time yet. */
export interface Wish {
  customer: SeedCustomer;
  status: BookingStatus;
  /** Days from today, both inclusive, in which to find a time. */
  fromDay: number;
  toDay: number;
  service?: ServiceKey;
}

const TOTAL = 300;
const PAST_SHARE = 0.62;
const PAST_DAYS = 56;
const AHEAD_DAYS = 35;
/** The day sheet is what a desk looks at first. */
const TODAY = 10;

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
  ...Array.from({ length: 11 }, (_, visit) => ({
    status: "confirmed" as const,
    fromDay: -49 + visit * 4,
    toDay: -46 + visit * 4,
    service: visit % 3 === 2 ? ("massage" as const) : ("physiotherapy" as const),
  })),
  { status: "rescheduled", fromDay: -30, toDay: -20, service: "physiotherapy" },
  { status: "rescheduled", fromDay: -18, toDay: -10, service: "massage" },
  { status: "cancelled", fromDay: -40, toDay: -30, service: "massage" },
  { status: "cancelled", fromDay: -14, toDay: -6, service: "ergonomics" },
];

const others = customers.filter((customer) => customer !== demoCustomer);
const locals = others.filter((customer) => customer.home !== null);

export function makeWishes(chance: Chance): Wish[] {
  const wishes: Wish[] = demoWishes.map((wish) => ({ ...wish, customer: demoCustomer }));
  for (let n = 0; n < TODAY; n += 1) wishes.push({ status: "confirmed", fromDay: 0, toDay: 0, customer: chance.pick(others) });
  while (wishes.length < TOTAL) wishes.push(chance.is(PAST_SHARE) ? pastWish(chance) : futureWish(chance));
  return wishes;
}

function pastWish(chance: Chance): Wish {
  const day = -chance.between(1, PAST_DAYS);
  const days = { fromDay: day - 1, toDay: Math.min(day + 1, -1) };
  if (chance.is(0.02)) return { ...days, status: "rejected", service: "acupuncture", customer: chance.pick(locals) };
  const status = chance.is(0.12) ? "cancelled" : chance.is(0.08) ? "rescheduled" : "confirmed";
  return { ...days, status, customer: chance.pick(others) };
}

/** The near days are fuller than the far ones, and none is full. */
function futureWish(chance: Chance): Wish {
  const day = 1 + Math.floor((AHEAD_DAYS - 2) * chance.number() ** 1.4);
  // Today's earlier hours are over, so nothing is pending there.
  if (chance.is(0.1)) return { fromDay: day, toDay: day + 1, status: "pending", service: "acupuncture", customer: chance.pick(locals) };
  const status = chance.is(0.1) ? "cancelled" : chance.is(0.1) ? "rescheduled" : "confirmed";
  return { fromDay: day - 1, toDay: day + 1, status, customer: chance.pick(others) };
}
