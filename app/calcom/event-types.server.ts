import { z } from "zod";
import { calcomErrorOf } from "./errors.ts";
import type { CallOptions, CalcomGateway } from "./gateway.ts";
import type { CalcomEventType, CalcomMember } from "./model.ts";
import { eventTypeBody } from "./to-wire.ts";
import { toEventType, toMember, toUser } from "./transform.ts";
import type { CalcomLog, Transport } from "./transport.server.ts";
import { envelope, wireEventType, wireMembership, wireUser } from "./wire.ts";

type EventTypeCalls = Pick<CalcomGateway, "me" | "members" | "eventTypes" | "eventType" | "createEventType" | "updateEventType">;

export function eventTypeCalls({ call, log, teamId }: { call: Transport; log: CalcomLog; teamId: () => number | null }): EventTypeCalls {
  async function listed(path: string, options?: CallOptions): Promise<CalcomEventType[]> {
    const { eventTypes, unreadable } = await call({ method: "GET", path }, readList, options);
    if (unreadable > 0) log.warn({ unreadable }, "Cal.com listed event types that cannot be read");
    return eventTypes;
  }

  return {
    me: (options) => call({ method: "GET", path: "/me" }, (json) => toUser(userAnswer.parse(json).data), options),

    async members(options) {
      const team = teamId();
      return team === null ? [] : call({ method: "GET", path: `/teams/${team}/memberships` }, readMembers, options);
    },

    async eventTypes(options) {
      const team = teamId();
      const lists = await Promise.all([listed("/event-types", options), team === null ? [] : listed(`/teams/${team}/event-types`, options)]);
      // The account's own list may name the team's types too.
      return { value: [...new Map(lists.flat().map((type) => [type.id, type])).values()], staleMs: 0 };
    },

    async eventType(id, options) {
      const team = teamId();
      const read = (path: string) => call({ method: "GET", path: `${path}/${id}` }, readOne, options);
      const own = read("/event-types");
      if (team === null) return { value: await own, staleMs: 0 };
      const value = await own.catch((error) => {
        if (calcomErrorOf(error)?.code !== "not_found" && calcomErrorOf(error)?.code !== "forbidden") throw error;
        return read(`/teams/${team}/event-types`);
      });
      return { value, staleMs: 0 };
    },

    createEventType(eventType, options) {
      const team = teamId();
      const { hostUserId } = eventType;
      if (team === null || hostUserId === undefined) return call({ method: "POST", path: "/event-types", body: eventTypeBody(eventType) }, readOne, options);
      const hosted = { schedulingType: "roundRobin", hosts: [{ userId: hostUserId }] };
      return call({ method: "POST", path: `/teams/${team}/event-types`, body: { ...eventTypeBody(eventType), ...hosted } }, readOneOrFirst, options);
    },

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

/** A create in a team has been seen to return a list. */
function readOneOrFirst(json: unknown): CalcomEventType {
  const { data } = envelope(z.unknown()).parse(json);
  return toEventType(wireEventType.parse(Array.isArray(data) ? data[0] : data));
}

function readList(json: unknown) {
  const { data } = listAnswer.parse(json);
  const eventTypes = data.flatMap((each) => {
    const read = wireEventType.safeParse(each);
    return read.success ? [toEventType(read.data)] : [];
  });
  return { eventTypes, unreadable: data.length - eventTypes.length };
}

function readMembers(json: unknown): CalcomMember[] {
  return listAnswer.parse(json).data.flatMap((each) => {
    const read = wireMembership.safeParse(each);
    return read.success ? [toMember(read.data)] : [];
  });
}
