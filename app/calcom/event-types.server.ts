import { z } from "zod";
import type { CalcomGateway } from "./gateway.ts";
import type { CalcomEventType } from "./model.ts";
import { eventTypeBody } from "./to-wire.ts";
import { toEventType, toUser } from "./transform.ts";
import type { CalcomLog, Transport } from "./transport.server.ts";
import { envelope, wireEventType, wireUser } from "./wire.ts";

type EventTypeCalls = Pick<CalcomGateway, "me" | "eventTypes" | "eventType" | "createEventType" | "updateEventType">;

export function eventTypeCalls({ call, log }: { call: Transport; log: CalcomLog }): EventTypeCalls {
  return {
    me: (options) => call({ method: "GET", path: "/me" }, (json) => toUser(userAnswer.parse(json).data), options),

    async eventTypes(options) {
      const { eventTypes, unreadable } = await call({ method: "GET", path: "/event-types" }, readList, options);
      if (unreadable > 0) log.warn({ unreadable }, "Cal.com listed event types that cannot be read");
      return { value: eventTypes, staleMs: 0 };
    },

    async eventType(id, options) {
      return { value: await call({ method: "GET", path: `/event-types/${id}` }, readOne, options), staleMs: 0 };
    },

    createEventType: (eventType, options) =>
      call({ method: "POST", path: "/event-types", body: eventTypeBody(eventType) }, readOne, options),

    updateEventType: (id, change, options) =>
      call({ method: "PATCH", path: `/event-types/${id}`, body: eventTypeBody(change) }, readOne, options),
  };
}

const userAnswer = envelope(wireUser);
const oneAnswer = envelope(wireEventType);
const listAnswer = envelope(z.array(z.unknown()));

function readOne(json: unknown): CalcomEventType {
  return toEventType(oneAnswer.parse(json).data);
}

function readList(json: unknown) {
  const { data } = listAnswer.parse(json);
  const eventTypes = data.flatMap((each) => {
    const read = wireEventType.safeParse(each);
    return read.success ? [toEventType(read.data)] : [];
  });
  return { eventTypes, unreadable: data.length - eventTypes.length };
}
