import { describe, expect, test } from "vitest";
import { webhookDeliveries } from "#db/schema/records.ts";
import { bookingsOf, deliver, deliverAll, deliverSample, everything, inbox, sampleBytes, sampleNames, samplesPresent, signatureOf, uidsOf, type Known } from "./samples.testing.ts";

/** What the samples' own table says becomes of each, delivered after what it needs to have been before. */
interface Row {
  after?: string[];
  /** null: no appointment comes of it. */
  then: Partial<Known> | null;
  uids?: Record<string, string>;
}

const utc = (text: string) => Date.parse(`${text}:00Z`);
const accepted = (uid: string, more: Partial<Known> = {}): Row => ({ then: { status: "confirmed", source: "calcom", guarded: false, paid: false, uids: { [uid]: "accepted" }, ...more } });

const ROWS: Record<string, Row> = {
  "booking-created-30min-cal-video": accepted("TpgWjPdpv1pPpphKuwakDb", {
    startsAt: utc("2026-10-06T08:30"), endsAt: utc("2026-10-06T09:00"), attendeeName: "Priya Natarajan", attendeeEmail: "priya.natarajan@example.com", guests: [],
    meetingUrl: "https://cal.example.com/video/TpgWjPdpv1pPpphKuwakDb",
  }),
  "booking-created-phone-attendee-number": accepted("GbSzCxg9K4Ryk9XoWxtb77", {
    attendeeName: "Owen Castellan", attendeeEmail: null, attendeePhone: "+12025550143", location: "+12025550143", meetingUrl: null, hasUser: false, notes: "Please ring the side door first",
  }),
  "booking-created-in-person-custom-fields": accepted("NVwKP5HXau8n31R5kgrb1m", {
    location: "14 Quarry Lane, Unit 3, Ashford", meetingUrl: null, attendeePhone: "+442079460958",
    answers: { "Access needs": "Step-free\nHearing loop", "Appointment Type": "Follow-up", "Send me the newsletter": "No" },
  }),
  "booking-created-with-guests": accepted("pishMMwhXXrHcS998WcN8b", {
    attendeeName: "Mei-Lin Foster", attendeeEmail: "meilin.foster@example.org", guests: ["dana.okafor@example.org", "legal+review@example.org"], meetingUrl: "https://rooms.example.com/planning",
  }),
  "booking-created-seat-first": accepted("P2p5y7mUU7aWbwfw9vwgDg"),
  "booking-created-seat-second-same-uid": { after: ["booking-created-seat-first"], then: { status: "confirmed", uids: { P2p5y7mUU7aWbwfw9vwgDg: "accepted" } } },
  "booking-created-recurring-1-of-4": accepted("cKwcS5QuD6c3vCebauQPcJ", { startsAt: utc("2026-10-19T07:00") }),
  "booking-created-recurring-2-of-4": accepted("CG4yLTf23JYMXz6nycETcY", { startsAt: utc("2026-10-26T08:00") }),
  "booking-created-api-metadata": accepted("XiS3bw95wJjBCW8fhmYUn6", { metadata: { clientRef: "C-2088", portalRequestId: "req_01J9ZK3", visitCount: "3" } }),
  "booking-created-after-confirmation": {
    after: ["booking-requested-pending"],
    then: {
      status: "confirmed", meetingUrl: "https://cal.example.com/video/EtrwUTvhUTbDvXsS4TqauR", notes: "First visit", answers: { Company: "Kobayashi Paper" },
      metadata: { portalRequestId: "req_01JA0M8", source: "portal" }, uids: { EtrwUTvhUTbDvXsS4TqauR: "accepted" },
    },
  },
  "booking-created-hosted-2026": accepted("J5eGocL1FUDwLDSg8Pucrx", { meetingUrl: "https://meet.google.com/aaa-bbbb-ccc" }),
  "booking-created-version-2026-07-27-ics": accepted("tCGoyEmaYKWtdjTKedz7K3", { startsAt: utc("2026-11-24T10:00"), attendeeEmail: "ida.sorensen@example.com" }),
  "booking-created-split-name": accepted("eAE5W6mizmKg63TRsVM6EQ", { attendeeName: "Ngozi Abara-Lund", answers: {} }),
  "booking-created-2023-shape": accepted("kejQpMec1WRn64xVJFywWA", { location: "Studio North, front room", startsAt: utc("2023-05-25T09:30") }),
  "booking-created-zoom-with-password": accepted("GoXV3j9u2x792TY5YySGPn", { meetingUrl: "https://zoom.example.com/j/84000000001?pwd=redacted" }),
  "booking-created-attendee-chooses-place": accepted("kkNkBmZdbG47LdAicJNqor", { location: "Calle Mayor 12, 3ºB, Toledo", meetingUrl: null }),
  "booking-created-organizer-phone": accepted("ndEmnJa3JgxLyxeaZwA4a2", { location: "+442079460771", meetingUrl: null, metadata: { portalRequestId: "req_01JC0AA" } }),
  "booking-created-team-collective-members": accepted("mJxAw9XL2Zsq22viccinoL", { attendeeName: "Yuki Tanabe", attendeeEmail: "yuki.tanabe@example.org", guests: [] }),

  "booking-requested-pending": { then: { status: "pending", meetingUrl: null, metadata: { portalRequestId: "req_01JA0M8", source: "portal" }, uids: { EtrwUTvhUTbDvXsS4TqauR: "pending" } } },
  "booking-requested-team-google-meet-hosted-2026": { then: { status: "pending", uids: { DAuxP69d3RHyvefaufMXKX: "pending" } } },
  "booking-rejected-with-reason": {
    after: ["booking-requested-team-google-meet-hosted-2026"],
    then: { status: "rejected", cancellationReason: "We do not cover that postcode.", uids: { DAuxP69d3RHyvefaufMXKX: "rejected" } },
  },
  "booking-requested-by-reschedule": { then: { status: "pending", startsAt: utc("2026-11-05T15:00"), uids: { MW4URH92CVJQfwaGPVTQLD: "superseded", qBYH6Dqn4FbR2rSPQWw9Yk: "pending" } } },
  "booking-requested-without-uid": { then: null, uids: {} },

  "booking-rescheduled-by-attendee": {
    after: ["booking-created-30min-cal-video"],
    then: {
      status: "rescheduled", startsAt: utc("2026-10-27T13:00"), endsAt: utc("2026-10-27T13:30"), meetingUrl: "https://cal.example.com/video/iK4QosBNF7sr7ZPwvHXzV3",
      uids: { TpgWjPdpv1pPpphKuwakDb: "superseded", iK4QosBNF7sr7ZPwvHXzV3: "accepted" },
    },
  },
  "booking-rescheduled-in-person-no-root-uid": {
    after: ["booking-created-in-person-custom-fields"],
    then: { status: "rescheduled", startsAt: utc("2026-11-19T10:15"), endsAt: utc("2026-11-19T10:30"), uids: { JsXJQghbtrHnAbQAh3QxGH: "accepted", NVwKP5HXau8n31R5kgrb1m: "superseded" } },
  },
  "booking-rescheduled-hosted-2026-with-cancellation-reason": {
    after: ["booking-created-hosted-2026"],
    then: { status: "rescheduled", cancellationReason: null, startsAt: utc("2026-11-12T10:00"), uids: { J5eGocL1FUDwLDSg8Pucrx: "superseded", NXDCw3ZE4L3G1WDZy5q25f: "accepted" } },
  },
  "booking-rescheduled-seat-to-empty-slot": { then: { attendeeName: "Petra Novák", uids: { U8nRyDus7PwirdayzMrhJg: "accepted" } }, uids: { P2p5y7mUU7aWbwfw9vwgDg: "unknown", U8nRyDus7PwirdayzMrhJg: "accepted" } },
  "booking-rescheduled-second-time-root-uid": {
    after: ["booking-created-30min-cal-video", "booking-rescheduled-by-attendee"],
    then: {
      status: "rescheduled", startsAt: utc("2026-10-30T09:00"), endsAt: utc("2026-10-30T09:30"),
      uids: { "953pMqPXBf3fdSKpZNeSXi": "accepted", TpgWjPdpv1pPpphKuwakDb: "superseded", iK4QosBNF7sr7ZPwvHXzV3: "superseded" },
    },
  },

  "booking-cancelled-in-person-offset-times": {
    after: ["booking-created-in-person-custom-fields", "booking-rescheduled-in-person-no-root-uid"],
    then: { status: "cancelled", cancellationReason: null, cancelledBy: null, answers: { "Access needs": "Step-free\nHearing loop", "Appointment Type": "Follow-up", "Send me the newsletter": "No" } },
  },
  "booking-cancelled-single-seat": {
    after: ["booking-created-seat-first", "booking-created-seat-second-same-uid"],
    then: { status: "confirmed", attendeeName: "Sofía Rentería", uids: { P2p5y7mUU7aWbwfw9vwgDg: "accepted" } },
  },
  "booking-cancelled-recurring-remaining": { after: ["booking-created-recurring-2-of-4"], then: { status: "cancelled", cancellationReason: "Course discontinued", uids: { CG4yLTf23JYMXz6nycETcY: "cancelled" } } },
  "booking-cancelled-request-reschedule": { then: { status: "cancelled", rescheduleRequested: true, cancellationReason: "I have to be in court that morning", uids: { hUTnFfZtxNTjwjrCEvyTmk: "cancelled" } } },
  "booking-cancelled-hosted-2026-with-metadata": {
    after: ["booking-created-hosted-2026", "booking-rescheduled-hosted-2026-with-cancellation-reason"],
    then: { status: "cancelled", rescheduleRequested: false, cancellationReason: "Project is on hold", cancelledBy: "greta@studio-north.example.com", metadata: { company: "Harbour Tools Ltd", source: "website" } },
  },
  "booking-cancelled-never-seen-uid": { then: { status: "cancelled", uids: { E4qwUKsQAZMHNw5e5Fbw72: "cancelled" } } },

  "booking-payment-initiated": { then: { status: "pending", paid: false, metadata: { portalRequestId: "req_01JB77Q" }, uids: { "2eh3ddK7vrKoDvCw7KWBT1": "pending" } } },
  "booking-paid": {
    after: ["booking-payment-initiated"],
    then: { status: "confirmed", paid: true, metadata: { externalId: "pi_3QexampleExternalId", portalRequestId: "req_01JB77Q" }, answers: { "I accept the terms": "Yes" }, uids: { "2eh3ddK7vrKoDvCw7KWBT1": "accepted" } },
  },

  "booking-location-updated": { after: ["booking-created-api-metadata"], then: { status: "confirmed", startsAt: utc("2026-10-22T12:00"), meetingUrl: "https://meet.google.com/ddd-eeee-fff", metadata: { clientRef: "C-2088", portalRequestId: "req_01J9ZK3", visitCount: "3" } } },
  "booking-reassigned": { after: ["booking-created-hosted-2026"], then: { status: "confirmed", startsAt: utc("2026-11-12T11:00"), meetingUrl: "https://meet.google.com/aaa-bbbb-ccc", metadata: { company: "Harbour Tools Ltd", source: "website" } } },
};

/** Taken in, and nothing comes of it: neither where their bookings are known nor where they are not. */
const WITHOUT_EFFECT = [
  "after-guests-cal-video-no-show", "body-is-false", "booking-confirmed-does-not-exist", "custom-template-flat-body", "delegation-credential-error", "empty-object-body", "form-submitted-root-fields",
  "instant-meeting", "meeting-ended-2024-plain-responses", "meeting-ended-flat", "meeting-started-flat", "ooo-created", "ping", "recording-ready", "unknown-future-event", "booking-requested-without-uid",
];
/** About a booking that is told of elsewhere. */
const ABSENCES = ["booking-no-show-marked", "booking-no-show-unmarked"];

describe.skipIf(!samplesPresent)("the samples of Cal.com's webhooks", () => {
  test("every sample has a row", () => {
    expect([...Object.keys(ROWS), ...WITHOUT_EFFECT, ...ABSENCES, "signature-vector-unicode-compact"].filter((name, at, all) => all.indexOf(name) === at).sort()).toEqual(sampleNames);
  });

  test.each(Object.entries(ROWS))("%s", async (name, { after = [], then, uids }) => {
    const { app, db } = inbox();
    await deliverAll(app, after);
    expect(await deliverSample(app, name)).toBe(200);
    if (then === null) expect(bookingsOf({ db })).toEqual([]);
    else expect(bookingsOf({ db })).toEqual([expect.objectContaining(then)]);
    if (uids) expect(uidsOf({ db })).toEqual(uids);
  });

  test.each(WITHOUT_EFFECT)("%s changes nothing", async (name) => {
    const { app, db } = inbox();
    const answers: number[] = [await deliverSample(app, name)];
    expect(everything({ db })).toEqual({ bookings: [], uids: {} });
    await deliverAll(app, ["booking-created-30min-cal-video", "booking-rescheduled-by-attendee", "booking-requested-pending"]);
    const before = everything({ db });
    answers.push(await deliverSample(app, name));
    expect(everything({ db })).toEqual(before);
    expect(answers.every((status) => status < 500)).toBe(true);
    if (!["body-is-false", "custom-template-flat-body", "empty-object-body"].includes(name)) expect(answers).toEqual([200, 200]);
    expect(db.$client.prepare("SELECT count(*) FROM users").pluck().get()).toBe(2);
  });

  test("an absence is marked and taken back, and no status with it", async () => {
    const { app, db } = inbox();
    await deliverAll(app, ["booking-created-30min-cal-video", "booking-rescheduled-by-attendee"]);
    const before = everything({ db });
    expect(await deliverSample(app, "booking-no-show-marked")).toBe(200);
    expect(bookingsOf({ db })).toEqual([{ ...before.bookings[0], attendees: [expect.objectContaining({ email: "priya.natarajan@example.com", absent: true })] }]);
    expect(await deliverSample(app, "booking-no-show-unmarked")).toBe(200);
    expect(everything({ db })).toEqual(before);
  });

  test("a group's seats: one comes, one goes, one moves elsewhere", async () => {
    const { app, db } = inbox();
    const seats = () => bookingsOf({ db }).map(({ status, attendees }) => [status, attendees.map(({ name }) => name)]);
    await deliverAll(app, ["booking-created-seat-first", "booking-created-seat-second-same-uid"]);
    expect(seats()).toEqual([["confirmed", ["Jonas Aaltonen", "Sofía Rentería"]]]);
    await deliverSample(app, "booking-rescheduled-seat-to-empty-slot");
    expect(seats()).toEqual([["confirmed", ["Jonas Aaltonen", "Sofía Rentería"]], ["confirmed", ["Petra Novák"]]]);
    await deliverSample(app, "booking-cancelled-single-seat");
    expect(seats()).toEqual([["confirmed", ["Sofía Rentería"]], ["confirmed", ["Petra Novák"]]]);
  });

  test("guests known by address alone are no blanks", async () => {
    const { app, db } = inbox();
    await deliverSample(app, "booking-created-with-guests");
    const [booking] = bookingsOf({ db });
    expect(booking?.attendees.map(({ email }) => email)).toEqual(["meilin.foster@example.org", "dana.okafor@example.org", "legal+review@example.org"]);
    expect(booking?.attendees.every(({ name }) => name.trim() !== "")).toBe(true);
  });

  test("a late creation does not bring a cancelled booking back", async () => {
    const { app, db } = inbox();
    const [created, cancelled] = ["booking-created-hosted-2026", "booking-cancelled-never-seen-uid"].map((name) => JSON.parse(new TextDecoder().decode(sampleBytes(name))));
    await deliverSample(app, "booking-cancelled-never-seen-uid");
    const { uid, startTime, endTime, attendees } = cancelled.payload;
    const late = { ...created, payload: { ...created.payload, uid, startTime, endTime, attendees, iCalUID: cancelled.payload.iCalUID } };
    expect(await deliver(app, new TextEncoder().encode(JSON.stringify(late)))).toBe(200);
    expect(bookingsOf({ db })).toEqual([expect.objectContaining({ status: "cancelled" })]);
  });

  test("the later bookings of a series that ended are asked for", async () => {
    const { app, db } = inbox();
    await deliverAll(app, ["booking-created-recurring-2-of-4", "booking-cancelled-recurring-remaining"]);
    expect(db.$client.prepare("SELECT kind FROM jobs").pluck().all()).toContain("reread-booking");
  });

  test("the known signature is the one of these bytes", async () => {
    const { app, db } = inbox();
    const bytes = sampleBytes("signature-vector-unicode-compact");
    expect(signatureOf(bytes)).toBe("c06b872ab9f1023cfb6fbb64e18a95394eca50eab01c52666608259e9912f0cc");
    await deliverAll(app, ["booking-created-30min-cal-video", "booking-rescheduled-by-attendee"]);
    const before = everything({ db });
    expect(await deliver(app, bytes, "c06b872ab9f1023cfb6fbb64e18a95394eca50eab01c52666608259e9912f0cc")).toBe(200);
    expect(everything({ db })).toEqual(before);
  });

  test("nothing that opens a door is stored", async () => {
    const { app, db } = inbox();
    await deliverAll(app, sampleNames);
    const stored = JSON.stringify(db.select().from(webhookDeliveries).all());
    const secrets = sampleNames.flatMap((name) => secretsIn(JSON.parse(new TextDecoder().decode(sampleBytes(name)))));
    expect(secrets.length).toBeGreaterThan(3);
    expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
    const all = JSON.stringify([...db.$client.prepare("SELECT * FROM calcom_links").all(), ...db.$client.prepare("SELECT * FROM audit_events").all(), ...db.$client.prepare("SELECT * FROM bookings").all()]);
    const oneTime = secretsIn(JSON.parse(new TextDecoder().decode(sampleBytes("booking-requested-pending"))));
    expect(oneTime.filter((secret) => all.includes(secret))).toEqual([]);
  });
});

const SECRETS = new Set(["oneTimePassword", "connectAndJoinUrl", "downloadLink", "downloadLinks"]);

/** Values nobody may keep. */
function secretsIn(value: unknown, key = ""): string[] {
  if (typeof value === "string") return SECRETS.has(key) && value !== "" ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  const own = Object.entries(value).flatMap(([name, each]) => secretsIn(each, SECRETS.has(key) ? key : name));
  const { videoCallData } = value as { videoCallData?: { password?: string } };
  return videoCallData?.password && videoCallData.password.length > 3 ? [...own, videoCallData.password] : own;
}
