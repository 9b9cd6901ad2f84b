import type { EngineTeam } from "#app/engine/accounts/users.server.ts";
import { bookingFieldsOutput } from "./booking-fields.ts";
import { recurrenceOf, seatsOf } from "./input.ts";
import type { EventType } from "./store.server.ts";

/** An event type as the API shows it (2024-06-14). */
export function personalOutput(eventType: EventType, baseUrl: string): object {
  const owner = eventType.hosts[0]?.user;
  return {
    ...common(eventType),
    ownerId: eventType.ownerId,
    users: eventType.hosts.map(({ user }) => ({
      id: user.id,
      name: user.name,
      username: user.username,
      avatarUrl: user.avatarUrl,
      brandColor: null,
      darkBrandColor: null,
      metadata: user.metadata,
    })),
    bookingUrl: `${baseUrl}/${owner?.username ?? "unknown"}/${eventType.slug}`,
  };
}

export function teamOutput(eventType: EventType, team: EngineTeam, baseUrl: string, hostsLimit = Number.POSITIVE_INFINITY): object {
  return {
    ...common(eventType),
    teamId: team.id,
    ownerId: null,
    parentEventTypeId: null,
    schedulingType: eventType.schedulingType,
    hosts: eventType.hosts.slice(0, hostsLimit).map(({ user, mandatory, priority }) => ({
      userId: user.id,
      name: user.name,
      username: user.username,
      avatarUrl: user.avatarUrl,
      mandatory,
      priority,
    })),
    assignAllTeamMembers: eventType.settings.assignAllTeamMembers ?? false,
    rescheduleWithSameRoundRobinHost: eventType.settings.rescheduleWithSameRoundRobinHost ?? false,
    ...(eventType.settings.emailSettings === undefined ? {} : { emailSettings: eventType.settings.emailSettings }),
    team: {
      id: team.id,
      slug: team.slug,
      name: team.name,
      bannerUrl: null,
      logoUrl: null,
      weekStart: "Sunday",
      brandColor: null,
      darkBrandColor: null,
      theme: null,
    },
    bookingUrl: `${baseUrl}/team/${team.slug}/${eventType.slug}`,
  };
}

function common({ settings, ...row }: EventType): object {
  const { bookingFields, locations, bookingWindow, confirmationPolicy, emailSettings: _, rescheduleWithSameRoundRobinHost: __, assignAllTeamMembers: ___, ...rest } = settings;
  const seats = seatsOf(settings);
  return {
    ...rest,
    id: row.id,
    lengthInMinutes: row.lengthMinutes,
    lengthInMinutesOptions: settings.lengthInMinutesOptions ?? [],
    title: row.title,
    slug: row.slug,
    description: row.description,
    locations: locations ?? [],
    bookingFields: bookingFieldsOutput(bookingFields),
    disableGuests: settings.disableGuests ?? false,
    slotInterval: settings.slotInterval ?? null,
    minimumBookingNotice: settings.minimumBookingNotice ?? 0,
    beforeEventBuffer: settings.beforeEventBuffer ?? 0,
    afterEventBuffer: settings.afterEventBuffer ?? 0,
    recurrence: recurrenceOf(settings),
    metadata: {},
    price: 0,
    currency: "usd",
    lockTimeZoneToggleOnBookingPage: settings.lockTimeZoneToggleOnBookingPage ?? false,
    seatsPerTimeSlot: seats?.seatsPerTimeSlot ?? null,
    forwardParamsSuccessRedirect: null,
    successRedirectUrl: settings.successRedirectUrl ?? null,
    isInstantEvent: false,
    seatsShowAvailabilityCount: seats?.showAvailabilityCount ?? null,
    scheduleId: row.scheduleId,
    ...(bookingWindow === undefined ? {} : { bookingWindow }),
    ...(confirmationPolicy === undefined ? {} : { confirmationPolicy }),
    offsetStart: settings.offsetStart ?? 0,
    hidden: row.hidden,
    bookingRequiresAuthentication: settings.bookingRequiresAuthentication ?? false,
  };
}
