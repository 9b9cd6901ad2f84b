import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { HOUR_MS } from "#app/lib/time.ts";
import { listeningEngine } from "./testing.ts";
import { ada } from "#app/engine/testing.ts";

const SAMPLES = fileURLToPath(new URL("../../../../shared/calcom/webhooks/", import.meta.url));
const present = existsSync(SAMPLES);
if (!present) process.stderr.write("SKIPPED: the samples of Cal.com's webhooks are not beside the repository; the engine's were not compared with them.\n");

type Body = { payload?: Record<string, unknown> } & Record<string, unknown>;
const sample = (name: string) => JSON.parse(readFileSync(`${SAMPLES}${name}.json`, "utf8")) as Body;
const fields = (body: Body) => Object.keys(body.payload ?? body);

/** What the engine has nothing to say to: no video app and no calendar is connected, and nothing here is a series. */
const neverSent = ["videoCallData", "appsStatus", "conferenceCredentialId", "recurringEvent"];

/** The engine says whose booking it is in a few more places than each sender does. */
const always = ["iCalUID", "rootBookingUid", "team", "hideCalendarNotes", "hideCalendarEventDetails", "seatsShowAvailabilityCount", "additionalNotes", "cancelledBy"];

test.skipIf(!present)("each message has the fields of a captured one", async () => {
  const { book, act, call, addType, time, hear } = await listeningEngine();
  const asked = addType({ confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true } });
  const seated = addType({ seats: { seatsPerTimeSlot: 6, showAttendeeInfo: false, showAvailabilityCount: true } });
  const version = "2024-08-13";
  const { uid } = (await book("2030-01-08T09:00:00Z")).body.data;
  const moved = (await act(uid, "reschedule", { start: "2030-01-08T10:00:00Z", rescheduledBy: ada.email })).body.data;
  await call("PATCH", `/v2/bookings/${moved.uid}/location`, { version, body: { location: { type: "link", link: "https://meet.example/a" } } });
  await act(moved.uid, "cancel", { cancellationReason: "Ill" });
  const request = async (start: string) => (await book(start, { eventTypeId: asked })).body.data.uid as string;
  await act(await request("2030-01-08T11:00:00Z"), "confirm");
  await act(await request("2030-01-08T12:00:00Z"), "decline", { reason: "Full" });
  const seat = (await book("2030-01-08T13:00:00Z", { eventTypeId: seated })).body.data;
  await book("2030-01-08T13:00:00Z", { eventTypeId: seated, attendee: { ...ada, email: "second@example.com" } });
  await act(seat.uid, "cancel", { seatUid: seat.seatUid, cancellationReason: "Ill" });
  const asksBack = (await book("2030-01-08T15:00:00Z")).body.data.uid as string;
  await call("POST", `/v2/bookings/${asksBack}/request-reschedule`, { version: "2026-02-25", body: { reschedulingReason: "In court" } });
  const late = (await book("2030-01-08T16:00:00Z")).body.data.uid as string;
  time.nowMs = Date.parse("2030-01-08T16:00:00Z") + HOUR_MS;
  await act(late, "mark-absent", { attendees: [{ email: ada.email, absent: true }] });

  const heard = (await hear()).map(({ body }) => body as Body);
  const nth = (trigger: string, index: number) => heard.filter(({ triggerEvent }) => triggerEvent === trigger)[index]!;
  const pairs: [Body, string][] = [
    [nth("BOOKING_CREATED", 0), "booking-created-30min-cal-video"],
    [nth("BOOKING_RESCHEDULED", 0), "booking-rescheduled-second-time-root-uid"],
    [nth("BOOKING_LOCATION_UPDATED", 0), "booking-location-updated"],
    [nth("BOOKING_CANCELLED", 0), "booking-cancelled-recurring-remaining"],
    [nth("BOOKING_REQUESTED", 0), "booking-requested-pending"],
    [nth("BOOKING_CREATED", 1), "booking-created-after-confirmation"],
    [nth("BOOKING_REJECTED", 0), "booking-rejected-with-reason"],
    [nth("BOOKING_CREATED", 2), "booking-created-seat-first"],
    [nth("BOOKING_CANCELLED", 1), "booking-cancelled-single-seat"],
    [nth("BOOKING_CANCELLED", 2), "booking-cancelled-request-reschedule"],
    [nth("BOOKING_NO_SHOW_UPDATED", 0), "booking-no-show-marked"],
    [nth("MEETING_STARTED", 0), "meeting-started-flat"],
  ];
  for (const [body, name] of pairs) {
    const theirs = fields(sample(name));
    const ours = fields(body);
    const missing = theirs.filter((field) => !ours.includes(field) && !neverSent.includes(field));
    const added = ours.filter((field) => !theirs.includes(field) && !always.includes(field));
    expect([name, body.triggerEvent, missing, added]).toEqual([name, sample(name).triggerEvent, [], []]);
  }
});
