/** The triggers a webhook can subscribe to. The last two exist at the hosted service only since 2026. */
export const triggers = [
  "BOOKING_CREATED",
  "BOOKING_PAYMENT_INITIATED",
  "BOOKING_PAID",
  "BOOKING_RESCHEDULED",
  "BOOKING_REQUESTED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
  "BOOKING_NO_SHOW_UPDATED",
  "FORM_SUBMITTED",
  "MEETING_ENDED",
  "MEETING_STARTED",
  "RECORDING_READY",
  "INSTANT_MEETING",
  "RECORDING_TRANSCRIPTION_GENERATED",
  "OOO_CREATED",
  "AFTER_HOSTS_CAL_VIDEO_NO_SHOW",
  "AFTER_GUESTS_CAL_VIDEO_NO_SHOW",
  "FORM_SUBMITTED_NO_EVENT",
  "ROUTING_FORM_FALLBACK_HIT",
  "DELEGATION_CREDENTIAL_ERROR",
  "WRONG_ASSIGNMENT_REPORT",
  "BOOKING_LOCATION_UPDATED",
  "BOOKING_REASSIGNED",
] as const;

export type Trigger = (typeof triggers)[number];

/** Sent at a scheduled time, not on a change. */
export const meetingTriggers = ["MEETING_STARTED", "MEETING_ENDED"] as const satisfies readonly Trigger[];

export type MeetingTrigger = (typeof meetingTriggers)[number];

export const isMeetingTrigger = (trigger: string): trigger is MeetingTrigger => (meetingTriggers as readonly string[]).includes(trigger);
