import { z } from "zod";
import { DAY_MS, HOUR_MS, SECOND_MS, toIso } from "#app/lib/time.ts";
import { calcomErrorOf } from "./errors.ts";
import type { CalcomGateway, Reservation, SlotsQuery } from "./gateway.ts";
import { idIn } from "./path.ts";
import { toSlots } from "./transform.ts";
import type { Transport } from "./transport.server.ts";
import { envelope, wireReservation, wireSlotDays } from "./wire.ts";

type SlotCalls = Pick<CalcomGateway, "slots" | "reserveSlot" | "getReservation" | "releaseSlot">;

/** The far end has been seen to omit the first hours of a range and to add the next day: request more, and cut. */
const MARGIN_MS = 14 * HOUR_MS;

export function slotCalls(call: Transport): SlotCalls {
  return {
    async slots(query, options) {
      if (query.endMs <= query.startMs) return { value: [], staleMs: 0 };
      const free = await call({ method: "GET", path: "/slots", query: slotsQuery(query) }, readSlots, options);
      return { value: free.filter(({ startMs }) => startMs >= query.startMs && startMs < query.endMs), staleMs: 0 };
    },

    async reserveSlot({ eventTypeId, startMs, durationMinutes }, options) {
      const body = { eventTypeId, slotStart: toIso(startMs), ...(durationMinutes && { slotDuration: durationMinutes }) };
      return call({ method: "POST", path: "/slots/reservations", body }, readReservation, options);
    },

    async getReservation(uid, options) {
      return call({ method: "GET", path: `/slots/reservations/${idIn(uid)}` }, readReservationOrNull, options);
    },

    async releaseSlot(uid, options) {
      try {
        await call({ method: "DELETE", path: `/slots/reservations/${idIn(uid)}` }, () => null, options);
      } catch (error) {
        // Expired or never there: the slot is free, which is all we want.
        if (calcomErrorOf(error)?.code !== "not_found") throw error;
      }
    },
  };
}

function slotsQuery({ eventTypeId, startMs, endMs, durationMinutes, uidToReschedule }: SlotsQuery) {
  return {
    eventTypeId,
    start: toIso(startMs - MARGIN_MS),
    end: toIso(notAtMidnight(endMs + MARGIN_MS)),
    timeZone: "UTC",
    format: "range",
    duration: durationMinutes,
    bookingUidToReschedule: uidToReschedule,
  };
}

/** The far end takes an end at exactly 00:00:00 for the whole day that follows. */
function notAtMidnight(instantMs: number): number {
  return instantMs % DAY_MS < SECOND_MS ? instantMs - SECOND_MS : instantMs;
}

const slotsAnswer = envelope(wireSlotDays);
const reservationAnswer = envelope(wireReservation);
const maybeReservationAnswer = envelope(z.union([wireReservation, z.null()]));

function readSlots(json: unknown) {
  return toSlots(slotsAnswer.parse(json).data);
}

function readReservation(json: unknown): Reservation {
  return toReservation(reservationAnswer.parse(json).data);
}

/** An unknown reservation is not an error there: 200 and null. */
function readReservationOrNull(json: unknown): Reservation | null {
  const { data } = maybeReservationAnswer.parse(json);
  return data && toReservation(data);
}

function toReservation(wire: z.infer<typeof wireReservation>): Reservation {
  return { uid: wire.reservationUid, untilMs: wire.reservationUntil };
}
