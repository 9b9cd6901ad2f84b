import type { App } from "#app/app.server.ts";
import type { NewCalcomEventType } from "#app/calcom/gateway.ts";
import { calcomErrorOf } from "#app/calcom/errors.ts";
import type { Branch, Service } from "#app/catalog/model.ts";
import { branchById, hostOf, serviceById, staffById } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";
import { assertAtCalcom, matchService, type By, type Trio } from "./match.server.ts";

/**
 * Create an event type at Cal.com from a service's rules, with this person as its only host, and match it. A repeat
 * finds the existing one by its slug, which names service, branch and person.
 *
 * @throws AppError invalid, not_found, upstream_down
 */
export async function makeEventType(app: App, by: By, trio: Trio): Promise<number> {
  assertAtCalcom(app);
  const [service, branch, person] = [serviceById(app.db, trio.serviceId), branchById(app.db, trio.branchId), staffById(app.db, trio.staffId)];
  if (!service || !branch || !person) throw new AppError("not_found", "There is no such service, branch or person.");
  const host = hostOf(app.db, person.id);
  if (!host) throw new AppError("invalid", `Say first who ${person.name} is at Cal.com.`);
  const { teamId, bufferMinutes } = calcomSettings(app);
  const isOwn = (await app.gateway.me()).id === host.calcomUserId;
  if (!isOwn && teamId === null) throw new AppError("invalid", `Set the team first: the key may make event types of ${person.name} in a team only.`);
  const slug = `${service.slug}-${branch.slug}-${person.slug}`;
  const wanted = { ...eventTypeOf(service, branch, bufferMinutes), slug, ...(!isOwn && { hostUserId: host.calcomUserId }) };
  const eventTypeId = await findOrMake(app, wanted, by.correlationId);
  matchService(app, by, trio, eventTypeId);
  return eventTypeId;
}

async function findOrMake(app: App, wanted: NewCalcomEventType, correlationId: string): Promise<number> {
  app.gateway.forget();
  const known = (await app.gateway.eventTypes({ correlationId })).value.find(({ slug }) => slug === wanted.slug);
  if (known) return known.id;
  try {
    return (await app.gateway.createEventType(wanted, { correlationId })).id;
  } catch (error) {
    const reason = calcomErrorOf(error);
    if (reason?.code !== "validation" && reason?.code !== "forbidden") throw error;
    throw new AppError("invalid", `Cal.com did not make the event type: ${reason.message}`, { cause: error });
  }
}

/** The service's rules in Cal.com's terms. */
export function eventTypeOf(service: Service, branch: Pick<Branch, "address">, bufferMinutes: number): Omit<NewCalcomEventType, "slug"> {
  const [lengthInMinutes = 30, ...others] = service.durationsMinutes;
  return {
    title: service.name,
    ...(service.description && { description: service.description }),
    lengthInMinutes,
    ...(others.length > 0 && { lengthInMinutesOptions: service.durationsMinutes }),
    ...(service.slotIntervalMinutes !== null && { slotIntervalMinutes: service.slotIntervalMinutes }),
    minimumNoticeMinutes: service.noticeMinutes,
    beforeBufferMinutes: service.bufferBeforeMinutes || bufferMinutes,
    afterBufferMinutes: service.bufferAfterMinutes || bufferMinutes,
    bookingWindowDays: service.windowDays,
    requiresConfirmation: service.requiresConfirmation,
    locations: [locationOf(service, branch)],
    bookingFields: service.questions.map(({ slug, label, type, required, options }) => ({ slug, label, type, required, ...(options && { options }) })),
  };
}

function locationOf({ place }: Service, { address }: Pick<Branch, "address">): object {
  if (place === "branch") return { type: "address", address, public: true };
  return place === "phone" ? { type: "attendeePhone" } : { type: "integration", integration: "cal-video" };
}
