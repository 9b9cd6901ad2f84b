import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const FOLDER = fileURLToPath(new URL("../../../shared/calcom/webhooks/", import.meta.url));

/** Captured messages of Cal.com lie beside the repository, not in it. */
export function haveSamples(): boolean {
  if (existsSync(FOLDER)) return true;
  process.stderr.write("\n*** NOT TESTED: there are no samples of Cal.com's webhooks in ../shared/calcom/webhooks. ***\n\n");
  return false;
}

export const sampleNames = () => readdirSync(FOLDER).filter((file) => file.endsWith(".json")).map((file) => file.replace(/\.json$/, ""));

/** The bytes to deliver. */
export const sampleBytes = (name: string): Buffer => readFileSync(`${FOLDER}${name}.json`);

type Told = Record<string, unknown>;

/** What the API returns after a message, sent after those it follows: all bookings existing then, soonest first. */
export interface Expected {
  after?: string[];
  tells: Told[];
}

const text = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;
const at = (start: string, end: string) => ({ startsAt: `${start.replace(" ", "T")}:00.000Z`, endsAt: `${start.slice(0, 10)}T${end}:00.000Z` });
const attendees = (...names: string[]) => names.map((name) => expect.objectContaining({ name }) as unknown);

const intro = { calcomUid: "TpgWjPdpv1pPpphKuwakDb", status: "confirmed", ...at("2026-10-06 08:30", "09:00"), attendee: expect.objectContaining({ name: "Priya Natarajan" }), meetingUrl: text(/\/video\/TpgWjPdpv1/) };
const introMoved = { calcomUid: "iK4QosBNF7sr7ZPwvHXzV3", status: "rescheduled", ...at("2026-10-27 13:00", "13:30"), attendees: [expect.objectContaining({ name: "Priya Natarajan", absent: false })] };
const introTwice = { calcomUid: "953pMqPXBf3fdSKpZNeSXi", status: "rescheduled", ...at("2026-10-30 09:00", "09:30") };
const fittingAnswers = { answers: { "Appointment Type": "Follow-up", "Access needs": text(/Step-free\W+Hearing loop/), "Send me the newsletter": text(/^(no|false)$/i) } };
const fitting = { calcomUid: "NVwKP5HXau8n31R5kgrb1m", status: "confirmed", ...at("2026-11-17 09:30", "09:45"), location: "14 Quarry Lane, Unit 3, Ashford", meetingUrl: null, ...fittingAnswers };
const fittingMoved = { calcomUid: "JsXJQghbtrHnAbQAh3QxGH", status: "rescheduled", ...at("2026-11-19 10:15", "10:30"), ...fittingAnswers };
const fittingCancelled = { ...fittingMoved, status: "cancelled", cancellationReason: null };
const request = { calcomUid: "EtrwUTvhUTbDvXsS4TqauR", status: "pending", ...at("2026-10-29 10:00", "10:45"), meetingUrl: null, notes: "First visit", answers: { Company: "Kobayashi Paper" }, metadata: expect.objectContaining({ portalRequestId: "req_01JA0M8" }) };
const confirmed = { ...request, status: "confirmed", meetingUrl: text(/\/video\/EtrwUTvhUT/) };
const survey = { calcomUid: "DAuxP69d3RHyvefaufMXKX", status: "pending" };
const surveyRejected = { ...survey, status: "rejected", cancellationReason: "We do not cover that postcode." };
const workshop = { calcomUid: "P2p5y7mUU7aWbwfw9vwgDg", status: "confirmed", ...at("2026-10-21 17:00", "18:00") };
const workshopElsewhere = { calcomUid: "U8nRyDus7PwirdayzMrhJg", ...at("2026-10-28 18:00", "19:00"), attendees: attendees("Petra Novák") };
const exploration = { calcomUid: "J5eGocL1FUDwLDSg8Pucrx", status: "confirmed", ...at("2026-11-12 11:00", "11:30"), meetingUrl: "https://meet.google.com/aaa-bbbb-ccc" };
const explorationMoved = { calcomUid: "NXDCw3ZE4L3G1WDZy5q25f", status: "rescheduled", ...at("2026-11-12 10:00", "10:30"), cancellationReason: null };
const explorationOver = { calcomUid: "NXDCw3ZE4L3G1WDZy5q25f", status: "cancelled", cancellationReason: "Project is on hold" };
const unpaid = { calcomUid: "2eh3ddK7vrKoDvCw7KWBT1", status: "pending", paid: false, answers: { "I accept the terms": text(/^(yes|true)$/i) }, metadata: expect.objectContaining({ portalRequestId: "req_01JB77Q" }) };
const paid = { ...unpaid, status: "confirmed", paid: true };
const course = { calcomUid: "cKwcS5QuD6c3vCebauQPcJ", status: "confirmed", ...at("2026-10-19 07:00", "07:45") };
const courseSecond = { calcomUid: "CG4yLTf23JYMXz6nycETcY", status: "confirmed", ...at("2026-10-26 08:00", "08:45") };
const courseOver = { ...courseSecond, status: "cancelled", cancellationReason: "Course discontinued" };
const visit = { calcomUid: "XiS3bw95wJjBCW8fhmYUn6", status: "confirmed", ...at("2026-10-22 12:00", "12:30"), metadata: expect.objectContaining({ portalRequestId: "req_01J9ZK3", visitCount: "3" }) };

const CREATED = "booking-created-30min-cal-video";
const MOVED = "booking-rescheduled-by-attendee";
const HOSTED = "booking-created-hosted-2026";
const HOSTED_MOVED = "booking-rescheduled-hosted-2026-with-cancellation-reason";
const PERSON = "booking-created-in-person-custom-fields";
const PERSON_MOVED = "booking-rescheduled-in-person-no-root-uid";
const SEAT = "booking-created-seat-first";
const SEATS = [SEAT, "booking-created-seat-second-same-uid"];
const SERIES = ["booking-created-recurring-1-of-4", "booking-created-recurring-2-of-4"];
const unchanged = { after: [CREATED, MOVED], tells: [introMoved] };
const nothing = { tells: [] };

export const expectations: Record<string, Expected> = {
  [CREATED]: { tells: [intro] },
  "booking-created-phone-attendee-number": { tells: [{ calcomUid: "GbSzCxg9K4Ryk9XoWxtb77", status: "confirmed", location: "+12025550143", meetingUrl: null, attendee: expect.objectContaining({ name: "Owen Castellan", email: null }) }] },
  [PERSON]: { tells: [fitting] },
  "booking-created-with-guests": { tells: [{ calcomUid: "pishMMwhXXrHcS998WcN8b", attendee: expect.objectContaining({ name: "Mei-Lin Foster" }), attendees: attendees("Mei-Lin Foster", expect.stringMatching(/./) as never, expect.stringMatching(/./) as never) }] },
  [SEAT]: { tells: [{ ...workshop, attendees: attendees("Jonas Aaltonen") }] },
  "booking-created-seat-second-same-uid": { after: [SEAT], tells: [{ ...workshop, attendees: attendees("Jonas Aaltonen", "Sofía Rentería") }] },
  "booking-created-recurring-1-of-4": { tells: [course] },
  "booking-created-recurring-2-of-4": { after: SERIES.slice(0, 1), tells: [course, courseSecond] },
  "booking-created-api-metadata": { tells: [visit] },
  "booking-created-after-confirmation": { after: ["booking-requested-pending"], tells: [confirmed] },
  [HOSTED]: { tells: [exploration] },
  "booking-created-version-2026-07-27-ics": { tells: [{ calcomUid: "tCGoyEmaYKWtdjTKedz7K3", status: "confirmed", meetingUrl: text(/\/video\/tCGoyEmaYK/) }] },
  "booking-created-split-name": { tells: [{ calcomUid: "eAE5W6mizmKg63TRsVM6EQ", attendee: expect.objectContaining({ name: "Ngozi Abara-Lund" }) }] },
  "booking-created-2023-shape": { tells: [{ calcomUid: "kejQpMec1WRn64xVJFywWA", status: "confirmed", ...at("2023-05-25 09:30", "10:30") }] },
  "booking-created-zoom-with-password": { tells: [{ calcomUid: "GoXV3j9u2x792TY5YySGPn", status: "confirmed", meetingUrl: text(/^https:\/\/zoom\.example\.com\/j\/84000000001/) }] },
  "booking-created-attendee-chooses-place": { tells: [{ calcomUid: "kkNkBmZdbG47LdAicJNqor", location: "Calle Mayor 12, 3ºB, Toledo" }] },
  "booking-created-organizer-phone": { tells: [{ calcomUid: "ndEmnJa3JgxLyxeaZwA4a2", location: "+442079460771", metadata: { portalRequestId: "req_01JC0AA" } }] },
  "booking-created-team-collective-members": { tells: [{ calcomUid: "mJxAw9XL2Zsq22viccinoL", status: "confirmed", attendees: attendees("Yuki Tanabe") }] },
  "booking-requested-pending": { tells: [request] },
  "booking-requested-team-google-meet-hosted-2026": { tells: [survey] },
  "booking-rejected-with-reason": { after: ["booking-requested-team-google-meet-hosted-2026"], tells: [surveyRejected] },
  "booking-requested-by-reschedule": { tells: [{ calcomUid: "qBYH6Dqn4FbR2rSPQWw9Yk", status: "pending", ...at("2026-11-05 15:00", "15:45") }] },
  "booking-requested-without-uid": nothing,
  [MOVED]: { after: [CREATED], tells: [introMoved] },
  [PERSON_MOVED]: { after: [PERSON], tells: [fittingMoved] },
  [HOSTED_MOVED]: { after: [HOSTED], tells: [explorationMoved] },
  "booking-rescheduled-seat-to-empty-slot": { after: SEATS, tells: [{ ...workshop, attendees: attendees("Jonas Aaltonen", "Sofía Rentería") }, workshopElsewhere] },
  "booking-rescheduled-second-time-root-uid": { after: [CREATED, MOVED], tells: [introTwice] },
  "booking-cancelled-in-person-offset-times": { after: [PERSON, PERSON_MOVED], tells: [fittingCancelled] },
  "booking-cancelled-single-seat": { after: SEATS, tells: [{ ...workshop, attendees: attendees("Sofía Rentería") }] },
  "booking-cancelled-recurring-remaining": { after: SERIES, tells: [course, courseOver] },
  "booking-cancelled-request-reschedule": { tells: [{ calcomUid: "hUTnFfZtxNTjwjrCEvyTmk", status: "cancelled", cancellationReason: text(/./) }] },
  "booking-cancelled-hosted-2026-with-metadata": { after: [HOSTED, HOSTED_MOVED], tells: [explorationOver] },
  "booking-cancelled-never-seen-uid": { tells: [{ calcomUid: "E4qwUKsQAZMHNw5e5Fbw72", status: "cancelled", ...at("2026-12-08 08:00", "08:30") }] },
  "booking-payment-initiated": { tells: [unpaid] },
  "booking-paid": { after: ["booking-payment-initiated"], tells: [paid] },
  "meeting-started-flat": unchanged,
  "meeting-ended-flat": unchanged,
  "booking-no-show-marked": { after: [CREATED, MOVED], tells: [{ ...introMoved, attendees: [expect.objectContaining({ name: "Priya Natarajan", absent: true })] }] },
  "booking-no-show-unmarked": { after: [CREATED, MOVED, "booking-no-show-marked"], tells: [introMoved] },
  "after-guests-cal-video-no-show": unchanged,
  "recording-ready": unchanged,
  "signature-vector-unicode-compact": unchanged,
  "booking-location-updated": { after: ["booking-created-api-metadata"], tells: [visit] },
  "booking-reassigned": { after: [HOSTED], tells: [{ ...exploration, attendee: expect.objectContaining({ name: "Sam Trevelyan" }) }] },
  ...Object.fromEntries(
    ["meeting-ended-2024-plain-responses", "ping", "ooo-created", "form-submitted-root-fields", "instant-meeting", "delegation-credential-error", "unknown-future-event", "booking-confirmed-does-not-exist", "empty-object-body", "body-is-false", "custom-template-flat-body"].map((name) => [name, nothing]),
  ),
};

/** The final state, whatever order the messages come in. */
export const sequences: { files: string[]; tells: Told[] }[] = [
  { files: [CREATED, MOVED, "meeting-started-flat", "meeting-ended-flat", "booking-no-show-marked", "booking-no-show-unmarked"], tells: [introMoved] },
  { files: [CREATED, MOVED, "booking-rescheduled-second-time-root-uid"], tells: [introTwice] },
  { files: [PERSON, PERSON_MOVED, "booking-cancelled-in-person-offset-times"], tells: [fittingCancelled] },
  { files: ["booking-requested-pending", "booking-created-after-confirmation"], tells: [confirmed] },
  { files: ["booking-requested-team-google-meet-hosted-2026", "booking-rejected-with-reason"], tells: [surveyRejected] },
  { files: [...SEATS, "booking-cancelled-single-seat"], tells: [{ ...workshop, attendees: attendees("Sofía Rentería") }] },
  { files: [...SEATS, "booking-cancelled-single-seat", "booking-rescheduled-seat-to-empty-slot"], tells: [{ ...workshop, attendees: attendees("Sofía Rentería") }, workshopElsewhere] },
  { files: [HOSTED, HOSTED_MOVED, "booking-cancelled-hosted-2026-with-metadata"], tells: [explorationOver] },
  { files: ["booking-payment-initiated", "booking-paid"], tells: [paid] },
  { files: [...SERIES, "booking-cancelled-recurring-remaining"], tells: [course, courseOver] },
  { files: [CREATED, MOVED, "signature-vector-unicode-compact"], tells: [introMoved] },
];
