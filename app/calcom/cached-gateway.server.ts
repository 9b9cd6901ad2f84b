import { LRUCache } from "lru-cache";
import { DAY_MS, HOUR_MS, MINUTE_MS, type Clock } from "#app/lib/time.ts";
import { calcomErrorOf } from "./errors.ts";
import type { CalcomGateway, SlotsQuery } from "./gateway.ts";
import { createKeptAnswers } from "./kept-answers.server.ts";
import type { CalcomBooking, CalcomEventType } from "./model.ts";

export interface CacheConfig {
  clock: Clock;
  slotsTtlMs?: number;
  listTtlMs?: number;
  /** Maximum number of cached answers, for slots and for event types each. */
  max?: number;
}

const SLOTS_STALE_MS = HOUR_MS;
const LIST_STALE_MS = DAY_MS;
const ALL_TYPES = "all";
const EVERYBODY = "everybody";

/**
 * The gateway with a cache. While the far end fails, slots up to an hour old and event types and schedules up to a day
 * old are returned with their age in `staleMs`. A write invalidates what it touched, unless it certainly never
 * happened.
 */
export function withCache(gateway: CalcomGateway, config: CacheConfig): CalcomGateway {
  const { clock, slotsTtlMs = MINUTE_MS, listTtlMs = 5 * MINUTE_MS, max = 1_000 } = config;
  const slots = createKeptAnswers({ clock, freshMs: slotsTtlMs, staleMs: SLOTS_STALE_MS, max });
  const types = createKeptAnswers({ clock, freshMs: listTtlMs, staleMs: LIST_STALE_MS, max });
  const schedules = createKeptAnswers({ clock, freshMs: listTtlMs, staleMs: LIST_STALE_MS, max: 1 });
  const reserved = new LRUCache<string, number>({ max });

  function forgetSlots(eventTypeId: number | undefined): void {
    const touched = typesSharingPeopleWith(eventTypeId, types.peek<CalcomEventType[]>(ALL_TYPES));
    slots.forget((key) => touched === null || touched.has(eventTypeIn(key)));
  }

  /**
   * Runs a write and invalidates the slots it touched, even if its outcome is unknown. A write that certainly never
   * arrived invalidates nothing: in an outage, old slots are all there is to show.
   *
   * @param touched the event type; of all types when it is not known, as after a failure
   */
  async function touching<T>(write: Promise<T>, touched: (answer?: T) => number | null | undefined): Promise<T> {
    try {
      const answer = await write;
      forgetSlots(touched(answer) ?? undefined);
      return answer;
    } catch (error) {
      if (calcomErrorOf(error)?.code !== "upstream_down") forgetSlots(touched() ?? undefined);
      throw error;
    }
  }

  const changing = (write: Promise<CalcomBooking>) => touching(write, (booking) => booking?.eventTypeId);

  async function forgettingTypes(write: Promise<CalcomEventType>, id?: number): Promise<CalcomEventType> {
    try {
      return await write;
    } finally {
      types.forget((key) => key === ALL_TYPES || key === String(id));
      if (id !== undefined) slots.forget((key) => eventTypeIn(key) === id);
    }
  }

  return {
    ...gateway,
    slots(query, options) {
      if (query.uidToReschedule !== undefined) return gateway.slots(query, options);
      return slots.read(slotsKey(query), (shared) => gateway.slots(query, shared), options);
    },
    eventTypes: (options) => types.read(ALL_TYPES, (shared) => gateway.eventTypes(shared), options),
    eventType: (id, options) => types.read(String(id), (shared) => gateway.eventType(id, shared), options),
    schedules: (options) => schedules.read(EVERYBODY, (shared) => gateway.schedules(shared), options),

    async reserveSlot(slot, options) {
      const reservation = await touching(gateway.reserveSlot(slot, options), () => slot.eventTypeId);
      reserved.set(reservation.uid, slot.eventTypeId);
      return reservation;
    },
    async releaseSlot(uid, options) {
      await touching(gateway.releaseSlot(uid, options), () => reserved.get(uid));
      reserved.delete(uid);
    },
    createBooking: (booking, options) => touching(gateway.createBooking(booking, options), () => booking.eventTypeId),
    rescheduleBooking: (uid, change, options) => changing(gateway.rescheduleBooking(uid, change, options)),
    cancelBooking: (uid, reason, options) => changing(gateway.cancelBooking(uid, reason, options)),
    confirmBooking: (uid, options) => changing(gateway.confirmBooking(uid, options)),
    declineBooking: (uid, reason, options) => changing(gateway.declineBooking(uid, reason, options)),

    reassignBooking: (uid, userId, reason, options) => touching(gateway.reassignBooking(uid, userId, reason, options), () => undefined),

    createEventType: (eventType, options) => forgettingTypes(gateway.createEventType(eventType, options)),
    updateEventType: (id, change, options) => forgettingTypes(gateway.updateEventType(id, change, options), id),

    forget(eventTypeId) {
      forgetSlots(eventTypeId);
      if (eventTypeId === undefined) [types, schedules].forEach((kept) => kept.forget(() => true));
      gateway.forget(eventTypeId);
    },
  };
}

function slotsKey({ eventTypeId, startMs, endMs, durationMinutes }: SlotsQuery): string {
  return [eventTypeId, startMs, endMs, durationMinutes ?? ""].join(" ");
}

function eventTypeIn(key: string): number {
  return Number(key.split(" ", 1)[0]);
}

/** A booking takes its people's time in all their event types. Null means every type: unknown what was touched. */
function typesSharingPeopleWith(eventTypeId: number | undefined, list: CalcomEventType[] | undefined): Set<number> | null {
  const touched = list?.find(({ id }) => id === eventTypeId);
  if (!list || !touched) return null;
  const people = new Set(touched.hosts.map(({ userId }) => userId));
  const sharing = list.filter(({ hosts }) => hosts.some(({ userId }) => people.has(userId)));
  return new Set([touched, ...sharing].map(({ id }) => id));
}
