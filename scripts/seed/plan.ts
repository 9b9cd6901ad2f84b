import { slugFrom } from "#app/catalog/slugs.ts";
import { dateIn, DAY_MS, MINUTE_MS, startOfDate } from "#app/lib/time.ts";
import type { SeedOffering } from "./catalogue.server.ts";
import type { Chance } from "./chance.ts";
import type { SeedCustomer } from "./customers.ts";
import { createHabits } from "./habits.ts";
import { cancelReasons, declineReasons, guestNames, moveReasons, notes } from "./phrases.ts";
import { createTimes, type Time } from "./times.ts";
import { makeWishes, type Wish } from "./wishes.ts";

/** One appointment with its whole history, all of it before today. */
export interface Plan extends Time {
  customer: SeedCustomer;
  offering: SeedOffering;
  status: Wish["status"];
  answers: Record<string, string>;
  notes: string | null;
  guests: string[];
  bookedMs: number;
  /** When the practice granted a request. */
  answeredMs: number | null;
  moved: { from: Time; atMs: number; reason: string } | null;
  /** Cancelled by the customer or refused by the practice. */
  ended: { atMs: number; reason: string } | null;
}

/** Every planned booking with its time and history, in the order of booking. */
export function planBookings(chance: Chance, setting: { today: string; timeZone: string; offerings: SeedOffering[] }): Plan[] {
  const { today, timeZone, offerings } = setting;
  const times = createTimes(chance, today);
  const habits = createHabits();
  const todayMs = startOfDate(timeZone, today);
  return makeWishes(chance)
    .map(planOf)
    .sort((a, b) => a.bookedMs - b.bookedMs || a.startMs - b.startMs);

  function planOf(wish: Wish): Plan {
    const { offering, time, former } = findTimes(wish);
    const when = storyBefore(startOfDate(timeZone, dateIn(timeZone, Math.min(time.startMs, todayMs))), chance);
    const isAnswered = offering.service.requiresConfirmation && wish.status === "confirmed";
    return {
      ...time,
      customer: wish.customer,
      offering,
      status: wish.status === "rescheduled" && !former ? "confirmed" : wish.status,
      answers: answersTo(offering, chance),
      notes: chance.is(0.3) ? chance.pick(notes) : null,
      guests: chance.is(0.06) ? [`${chance.pick(guestNames)}.${slugFrom(wish.customer.name)}@mail.example`] : [],
      bookedMs: when(0),
      answeredMs: isAnswered ? when(0.25) : null,
      moved: former && { from: former, atMs: when(0.5), reason: chance.pick(moveReasons) },
      ended: endOf(wish, when, chance),
    };
  }

  function findTimes(wish: Wish): { offering: SeedOffering; time: Time; former: Time | null } {
    const fitting = offerings.flatMap((offering) => Array<SeedOffering>(habits.weight(wish, offering)).fill(offering));
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const offering = chance.pick(fitting);
      const [usual = 30] = offering.service.durationsMinutes;
      const lengthMinutes = chance.is(0.6) ? usual : chance.pick(offering.service.durationsMinutes);
      const day = dayFor(wish, Math.floor(tries / 10), chance);
      const time = habits.isFree(wish.customer, day) ? times.find(offering, day, lengthMinutes) : null;
      if (!time) continue;
      times.take(offering, time);
      habits.note(wish.customer, day, offering);
      const former = wish.status === "rescheduled" ? (times.find(offering, day + 1, lengthMinutes) ?? times.find(offering, day - 1, lengthMinutes)) : null;
      return { offering, time, former };
    }
    throw new Error(`No time is left between day ${wish.fromDay} and day ${wish.toDay}`);
  }
}

const MOST_TRIES = 400;

/** Not everybody works every day, so the search widens, away from today, so that the past stays past. */
function dayFor({ fromDay, toDay }: Wish, spreadDays: number, chance: Chance): number {
  return toDay < 0 ? chance.between(fromDay - spreadDays, toDay) : chance.between(fromDay, toDay + spreadDays);
}

/**
 * Moments of an appointment's story: `when(0)` is its booking, some days before `limitMs` and by day; a greater
 * share lies later, and none reaches the limit.
 */
function storyBefore(limitMs: number, chance: Chance): (share: number) => number {
  const days = chance.between(3, 20);
  const bookedMs = limitMs - days * DAY_MS + chance.between(8 * 60, 20 * 60) * MINUTE_MS;
  return (share) => (share === 0 ? bookedMs : bookedMs + Math.floor(days * share) * DAY_MS + chance.between(5, 100) * MINUTE_MS);
}

function endOf({ status }: Wish, when: (share: number) => number, chance: Chance): Plan["ended"] {
  if (status === "cancelled") return { atMs: when(0.75), reason: chance.pick(cancelReasons) };
  return status === "rejected" ? { atMs: when(0.25), reason: chance.pick(declineReasons) } : null;
}

function answersTo({ service }: SeedOffering, chance: Chance): Record<string, string> {
  return Object.fromEntries(
    service.questions.flatMap(({ slug, options, required }) => (options && (required || chance.is(0.5)) ? [[slug, chance.pick(options)]] : [])),
  );
}
