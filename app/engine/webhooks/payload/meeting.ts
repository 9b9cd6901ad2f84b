import { toIso } from "#app/lib/time.ts";
import type { MeetingTrigger } from "../triggers.ts";
import type { Facts } from "./facts.server.ts";
import { answersOf } from "./parts.ts";
import { attendeeRow } from "./people.ts";

/** The whole body: flat, the booking's row with its people. `createdAt` is when the booking was made. */
export function meetingBody(facts: Facts, trigger: MeetingTrigger, answers: "labelled" | "plain"): string {
  const { booking } = facts;
  const [host] = booking.hosts;
  const { name, email, ...others } = booking.responses;
  const row = {
    triggerEvent: trigger,
    id: booking.id,
    uid: booking.uid,
    idempotencyKey: booking.idempotencyKey,
    userId: booking.userId,
    userPrimaryEmail: host?.email ?? null,
    eventTypeId: booking.eventTypeId,
    title: booking.title,
    description: booking.description ?? "",
    customInputs: {},
    responses: answers === "plain" ? { name, email, ...others } : answersOf(facts).responses,
    startTime: toIso(booking.startsAt),
    endTime: toIso(booking.endsAt),
    location: booking.location,
    createdAt: toIso(booking.createdAt),
    updatedAt: booking.updatedAt === null ? null : toIso(booking.updatedAt),
    status: "ACCEPTED",
    paid: false,
    destinationCalendarId: null,
    cancellationReason: null,
    rejectionReason: null,
    reassignReason: null,
    reassignById: null,
    dynamicEventSlugRef: null,
    dynamicGroupSlugRef: null,
    rescheduled: null,
    fromReschedule: booking.rescheduledFromUid,
    rootBookingUid: facts.rootUid,
    recurringEventId: booking.recurringBookingUid,
    smsReminderNumber: null,
    scheduledJobs: [],
    metadata: booking.metadata,
    isRecorded: false,
    iCalUID: booking.icsUid,
    iCalSequence: facts.moves,
    rating: null,
    ratingFeedback: null,
    noShowHost: booking.absentHost,
    oneTimePassword: null,
    cancelledBy: null,
    rescheduledBy: booking.rescheduledByEmail,
    creationSource: "API_V2",
    user: host ? { email: host.email, name: host.name ?? host.username, timeZone: host.timeZone, username: host.username } : null,
    attendees: booking.attendees.map(attendeeRow),
    payment: [],
    references: [],
    appsStatus: [],
  };
  return JSON.stringify(row);
}
