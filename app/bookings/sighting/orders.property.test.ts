import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE_MS, toIso } from "#app/lib/time.ts";
import { bytesOf, deliver, empty, everything, inbox } from "./samples.testing.ts";

type Body = { triggerEvent: string; createdAt: string; payload: Record<string, unknown> };

/** What may happen to a booking, in words of a life. A step that makes no sense where it stands is left out. */
const STEPS = ["confirm", "move", "move awaiting consent", "cancel", "reject", "ask for another time", "pay", "absent", "present", "relocate", "reassign", "add guest", "move the old one again"] as const;
type Step = (typeof STEPS)[number];

const lifeArb = fc.record({
  begins: fc.constantFrom("created", "requested", "payment", "unseen"),
  steps: fc.array(fc.constantFrom<Step>(...STEPS), { maxLength: 7 }),
  /** Which sender: what it leaves out differs. */
  hosted: fc.boolean(),
  root: fc.boolean(),
  answers: fc.dictionary(fc.constantFrom("size", "colour", "terms"), fc.constantFrom<unknown>("Large", true, false, ["a", "b"]), { maxKeys: 2 }),
});
type Life = typeof lifeArb extends fc.Arbitrary<infer T> ? T : never;

const START = Date.UTC(2026, 11, 1, 9);
const TOLD = Date.UTC(2026, 10, 1);

/** All that Cal.com sends of one booking's life, in the order in which it happened. */
function messagesOf({ begins, steps, hosted, root, answers }: Life, name: string, everyMs: number): Body[] {
  const told: Body[] = [];
  let moves = 0;
  let state = begins === "created" || begins === "unseen" ? "accepted" : "pending";
  const uidOf = (n: number) => `${name}MoveNumber${String.fromCharCode(65 + n)}`;
  const attendees = [{ name: "Ada Lovelace", email: `${name}@example.com`, timeZone: "Europe/London" } as Record<string, unknown>];
  const places = ["https://meet.example/one", "https://meet.example/two", "https://meet.example/three"];
  let place = 0;
  const base = (extra: Record<string, unknown> = {}) => {
    const startMs = START + moves * 90 * MINUTE_MS;
    return {
      uid: uidOf(moves), title: "Fitting between Ben and Ada", eventTypeId: 41, startTime: toIso(startMs), endTime: toIso(startMs + 30 * MINUTE_MS), location: hosted ? "integrations:zoom" : places[place],
      organizer: { id: 1, name: "Ben", email: "ben@example.com", timeZone: "Europe/London" }, attendees: [...attendees], ...(hosted && { iCalUID: `${uidOf(0)}@Cal.com` }), ...(root && { rootBookingUid: uidOf(0) }), ...extra,
    };
  };
  const tell = (triggerEvent: string, payload: Record<string, unknown>) => told.push({ triggerEvent, createdAt: toIso(TOLD + told.length * everyMs), payload });
  const responses = Object.fromEntries(Object.entries(answers).map(([slug, value]) => [slug, { label: `Which ${slug}?`, value }]));
  const full = () => base({ responses, metadata: { portalRequestId: `req-${name}`, videoCallUrl: places[place] }, additionalNotes: "Ring twice" });
  if (begins === "created") tell("BOOKING_CREATED", full());
  if (begins === "requested") tell("BOOKING_REQUESTED", full());
  if (begins === "payment") tell("BOOKING_PAYMENT_INITIATED", full());
  const moved = (trigger: string, extra: Record<string, unknown> = {}) => {
    const predecessor = uidOf(moves);
    moves += 1;
    tell(trigger, base({ rescheduleUid: predecessor, rescheduleId: moves, cancellationReason: "Other plans", ...extra }));
  };
  for (const step of steps) {
    const isLive = state === "accepted" || state === "pending";
    if (step === "confirm" && state === "pending") {
      state = "accepted";
      tell("BOOKING_CREATED", base({ metadata: {} }));
    } else if (step === "move" && (state === "accepted" || state === "asked back")) {
      state = "accepted";
      moved("BOOKING_RESCHEDULED");
    } else if (step === "move awaiting consent" && (state === "accepted" || state === "asked back")) {
      state = "pending";
      moved("BOOKING_REQUESTED");
    } else if (step === "cancel" && isLive) {
      state = "cancelled";
      tell("BOOKING_CANCELLED", base({ cancellationReason: "Ill", cancelledBy: "ada@example.com" }));
    } else if (step === "reject" && state === "pending") {
      state = "rejected";
      tell("BOOKING_REJECTED", base({ rejectionReason: "Full" }));
    } else if (step === "ask for another time" && state === "accepted") {
      state = "asked back";
      tell("BOOKING_CANCELLED", base({ requestReschedule: true, cancellationReason: "Please reschedule. In court" }));
    } else if (step === "pay" && isLive) {
      state = "accepted";
      tell("BOOKING_PAID", base({ metadata: { externalId: "pi_1" } }));
    } else if ((step === "absent" || step === "present") && isLive) {
      tell("BOOKING_NO_SHOW_UPDATED", { bookingUid: uidOf(moves), attendees: [{ email: `${name}@example.com`, noShow: step === "absent" }] });
    } else if (step === "relocate" && isLive) {
      place = (place + 1) % places.length;
      tell("BOOKING_LOCATION_UPDATED", base({ metadata: { videoCallUrl: places[place] } }));
    } else if (step === "reassign" && isLive) {
      tell("BOOKING_REASSIGNED", { ...base(), organizer: { id: 2, name: "Cleo", email: "cleo@example.com" } });
    } else if (step === "move the old one again" && moves > 0) {
      const startMs = START + (20 + moves) * 90 * MINUTE_MS;
      const times = { startTime: toIso(startMs), endTime: toIso(startMs + 30 * MINUTE_MS) };
      tell("BOOKING_RESCHEDULED", base({ ...times, uid: `${name}AgainNumber${String.fromCharCode(65 + told.length)}`, rescheduleUid: uidOf(moves - 1), rescheduleId: moves }));
    } else if (step === "add guest" && isLive && attendees.length < 3) {
      attendees.push({ name: "", email: `guest${attendees.length}@example.com`, timeZone: "Europe/London" });
    }
  }
  return told;
}

/** A group: people come and go, and at last perhaps all are sent home. */
function groupMessages(seats: { person: number; leaves: boolean; moves: boolean }[], endsAll: boolean, name: string, everyMs: number): Body[] {
  const told: Body[] = [];
  const present = new Set<number>();
  const person = (n: number) => ({ name: `Person ${n}`, email: `p${n}@example.com`, timeZone: "Europe/London" });
  const base = (people: number[], extra: Record<string, unknown> = {}) => ({
    uid: `${name}GroupNumber`, title: "Course", eventTypeId: 60, seatsPerTimeSlot: 6, startTime: toIso(START), endTime: toIso(START + 30 * MINUTE_MS), location: "Room 1",
    organizer: { id: 1, name: "Ben", email: "ben@example.com" }, attendees: people.map(person), ...extra,
  });
  const tell = (triggerEvent: string, payload: Record<string, unknown>) => told.push({ triggerEvent, createdAt: toIso(TOLD + told.length * everyMs), payload });
  for (const { person: n, leaves, moves } of seats) {
    if (!leaves && !present.has(n)) {
      present.add(n);
      tell("BOOKING_CREATED", base([n], { attendeeSeatId: `seat-${n}` }));
    } else if (leaves && present.has(n)) {
      present.delete(n);
      if (moves) tell("BOOKING_RESCHEDULED", base([n], { uid: `${name}OtherGroup`, startTime: toIso(START + 60 * MINUTE_MS), endTime: toIso(START + 90 * MINUTE_MS), rescheduleUid: `${name}GroupNumber` }));
      else tell("BOOKING_CANCELLED", base([n], { cancellationReason: `Person ${n} is ill` }));
      if (present.size === 0) break;
    }
  }
  if (endsAll && present.size > 0) tell("BOOKING_CANCELLED", base([...present], { cancellationReason: "Too few" }));
  return told;
}

const seatsArb = fc.array(fc.record({ person: fc.integer({ min: 1, max: 3 }), leaves: fc.boolean(), moves: fc.boolean() }), { maxLength: 8 });

/** The same event from a second webhook for the same address. */
const echoed = (body: Body, ms: number): Body => ({ ...body, createdAt: toIso(Date.parse(body.createdAt) + ms) });

test("Feature: calcom-booking-integration, Property 27: any order and multiplicity of a booking's webhooks ends in the same state", async () => {
  const far = inbox();
  const scenario = fc
    .record({ lives: fc.tuple(lifeArb, lifeArb), seats: seatsArb, endsAll: fc.boolean(), everyMs: fc.constantFrom(0, MINUTE_MS) })
    .chain(({ lives, seats, endsAll, everyMs }) => {
      const told = [...messagesOf(lives[0], "Ada", everyMs), ...messagesOf(lives[1], "Bea", everyMs), ...groupMessages(seats, endsAll, "Cyd", everyMs)];
      // Of events of one millisecond, a later echo of one would be news.
      const each = fc.record({ times: fc.integer({ min: 0, max: 3 }), echoMs: everyMs === 0 ? fc.constant(0) : fc.integer({ min: 0, max: 20 }) });
      return fc.record({ told: fc.constant(told), repeats: fc.array(each, { minLength: told.length, maxLength: told.length }) });
    })
    .chain(({ told, repeats }) => {
      const sent = told.flatMap((body, at) => Array.from({ length: repeats[at]!.times }, (_, n) => (n === 0 ? body : echoed(body, repeats[at]!.echoMs * n))));
      const heard = told.filter((_, at) => repeats[at]!.times > 0);
      return fc.record({ heard: fc.constant(heard), sent: fc.shuffledSubarray(sent, { minLength: sent.length }) });
    });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ heard, sent }) => {
      empty(far);
      for (const body of heard) expect(await deliver(far.app, bytesOf(body))).toBe(200);
      const end = everything(far);
      empty(far);
      for (const body of sent) expect(await deliver(far.app, bytesOf(body))).toBe(200);
      expect(everything(far)).toEqual(end);
    }),
    { numRuns: 100 },
  );
}, 120_000);
