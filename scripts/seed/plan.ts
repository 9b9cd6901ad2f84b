import { dateIn, DAY_MS, MINUTE_MS, startOfDate } from "#app/lib/time.ts";
import type { SeedOffering } from "./catalogue.server.ts";
import type { Chance } from "./chance.ts";
import { cancelReasons, declineReasons, guestNames, moveReasons, notes } from "./phrases.ts";
import { createTimes, type Time } from "./times.ts";
import { makeWishes, type Wish } from "./wishes.ts";

/** One appointment with its whole history; every moment of it lies before today. */
export interface Plan extends Time {
  customer: number;
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

/** Every wish with its time and story, in the order they were booked. */
export function planBookings(chance: Chance, setting: { today: string; timeZone: string; customerCount: number; offerings: SeedOffering[] }): Plan[] {
  const { today, timeZone, customerCount, offerings } = setting;
  const times = createTimes(chance, today);
  const todayMs = startOfDate(timeZone, today);
  return makeWishes(chance, customerCount)
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
      guests: chance.is(0.06) ? [`${chance.pick(guestNames)}.${wish.customer}@mail.example`] : [],
      bookedMs: when(0),
      answeredMs: isAnswered ? when(0.25) : null,
      moved: former && { from: former, atMs: when(0.5), reason: chance.pick(moveReasons) },
      ended: endOf(wish, when, chance),
    };
  }

  function findTimes(wish: Wish): { offering: SeedOffering; time: Time; former: Time | null } {
    const fitting = offerings.filter(({ key }) => (wish.service ? key === wish.service : isUsual(wish, key)));
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const offering = chance.pick(fitting);
      const [usual = 30] = offering.service.durationsMinutes;
      const lengthMinutes = chance.is(0.6) ? usual : chance.pick(offering.service.durationsMinutes);
      const day = chance.between(wish.fromDay, wish.toDay);
      const time = times.find(offering, day, lengthMinutes);
      if (!time) continue;
      times.take(offering, time);
      const former = wish.status === "rescheduled" ? (times.find(offering, day + 1, lengthMinutes) ?? times.find(offering, day - 1, lengthMinutes)) : null;
      return { offering, time, former };
    }
    throw new Error(`No time is left between day ${wish.fromDay} and day ${wish.toDay}`);
  }
}

const MOST_TRIES = 200;

/**
 * Moments of an appointment's story: `when(0)` is its booking, some days before `limitMs` and by day; a greater
 * share lies later, and none reaches the limit.
 */
function storyBefore(limitMs: number, chance: Chance): (share: number) => number {
  const days = chance.between(3, 20);
  const bookedMs = limitMs - days * DAY_MS + chance.between(8 * 60, 20 * 60) * MINUTE_MS;
  return (share) => (share === 0 ? bookedMs : bookedMs + Math.floor(days * share) * DAY_MS + chance.between(5, 100) * MINUTE_MS);
}

/** A request waits, is granted or is refused; other services know no waiting. */
function isUsual(wish: Wish, key: SeedOffering["key"]): boolean {
  return key !== "acupuncture" || wish.status === "confirmed";
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
