import { createHash } from "node:crypto";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import type { Db } from "#db/client.ts";
import type { CalcomGateway } from "./calcom/gateway.ts";
import type { HostEventType, Hosts } from "./catalog/hosts.ts";
import { slugFrom } from "./catalog/slugs.ts";
import type { EngineHosts } from "./engine/hosts.server.ts";
import { addEventType, ensureAccount, findPerson, rewriteEventType, type EventTypeFields } from "./engine/provision.server.ts";

interface Deps {
  db: Db;
  clock: Clock;
  random: Random;
}

/** The product's account at the embedded engine: owner of the team of all bookable people. */
export function embeddedAccount(deps: Deps): { userId: number; teamId: number } {
  return ensureAccount(deps, {
    name: "Frontdesk",
    email: "frontdesk@cal.local",
    username: "frontdesk",
    timeZone: "UTC",
    team: { name: "Frontdesk", slug: "frontdesk" },
  });
}

/** The people of the embedded engine: everything may be written. */
export function engineHosts(engine: { hosts: EngineHosts }, deps: Deps): Hosts {
  return {
    readHours: async (userId) => engine.hosts.readHours(userId),
    write: {
      async create(person) {
        embeddedAccount(deps);
        const { userId, scheduleId } = findPerson(deps, person.email) ?? (await engine.hosts.create({ ...person, username: usernameOf(person) }));
        return { calcomUserId: userId, scheduleId };
      },
      hoursNow: (userId) => engine.hosts.readHours(userId),
      writeHours: (userId, hours) => engine.hosts.writeHours(userId, hours),
      addTimeOff: (userId, { reason, ...interval }) => engine.hosts.addTimeOff(userId, interval, reason),
      createEventType(userId, eventType) {
        return addEventType(deps, userId, eventTypeFields(eventType));
      },
      changeEventType(eventTypeId, eventType) {
        const { locations, ...fields } = eventTypeFields(eventType);
        rewriteEventType(deps, eventTypeId, (current) => (eventType.place.kind === "video" && current?.type === "link" ? fields : { ...fields, locations }));
      },
    },
  };
}

/**
 * Cal.com's API cannot create people or write other people's hours. Hours are read for all at once and cached for some
 * minutes, so that no page makes a call per person. Of several schedules somebody's default counts: what their event
 * types go by that name no other.
 */
export function calcomHosts(gateway: Pick<CalcomGateway, "schedules">): Hosts {
  return {
    async readHours(userId) {
      const { value } = await gateway.schedules();
      const own = value.filter(({ ownerId }) => ownerId === userId);
      return (own.find(({ isDefault }) => isDefault) ?? own[0])?.hours ?? null;
    },
    write: null,
  };
}

/** A service's rules as the body of the API's create. */
export function eventTypeFields(eventType: HostEventType): EventTypeFields {
  const [lengthInMinutes = 30, ...others] = eventType.lengthsMinutes;
  return {
    title: eventType.title,
    slug: eventType.slug,
    lengthInMinutes,
    ...(others.length > 0 && { lengthInMinutesOptions: eventType.lengthsMinutes }),
    ...(eventType.slotIntervalMinutes !== null && { slotInterval: eventType.slotIntervalMinutes }),
    minimumBookingNotice: eventType.noticeMinutes,
    beforeEventBuffer: eventType.bufferBeforeMinutes,
    afterEventBuffer: eventType.bufferAfterMinutes,
    bookingWindow: { type: "calendarDays", value: eventType.windowDays },
    locations: [locationOf(eventType.place)],
    bookingFields: eventType.questions.map(({ slug, label, type, required, options }) => ({ slug, label, type, required, ...(options && { options }) })),
    // A pending request blocks its time, or two could be confirmed for the same slot.
    ...(eventType.requiresConfirmation && { confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true } }),
  };
}

function locationOf(place: HostEventType["place"]): NonNullable<EventTypeFields["locations"]>[number] {
  if (place.kind === "branch") return { type: "address", address: place.address, public: true };
  if (place.kind === "phone") return { type: "attendeePhone" };
  return place.link === undefined ? { type: "integration", integration: "cal-video" } : { type: "link", link: place.link, public: true };
}

/** Usernames must be unique at the far end, but names are not: a suffix derived from the e-mail makes them so. */
function usernameOf(person: { name: string; email: string }): string {
  return `${slugFrom(person.name) || "person"}-${createHash("sha256").update(person.email.toLowerCase()).digest("hex").slice(0, 8)}`;
}
