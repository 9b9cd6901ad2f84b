import type { Db } from "#db/client.ts";
import type { Chance } from "../../seed/chance.ts";
import type { Network } from "./network.ts";
import { startOf, type Step } from "./operations.ts";
import { KEY, STARTS_AT } from "./practice.ts";

/** What Cal.com's own users do there, without us. Refusals are ignored. */
export async function takeThere(step: Step, { there, db }: Network, chance: Chance): Promise<void> {
  if (!there || !db) return;
  const send = (path: string, body: object) =>
    there(
      new Request(`https://calcom.example/v2/bookings${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${KEY}`, "cal-api-version": "2024-08-13", "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
  if (step.kind === "farBook") {
    const eventTypeId = chance.pick(db.$client.prepare("SELECT id FROM engine_event_types ORDER BY id").pluck().all() as number[]);
    const attendee = { name: "Stranger", email: `stranger-${step.number}@example.com`, timeZone: "Europe/Lisbon" };
    await send("", { eventTypeId, start: new Date(startOf(chance)).toISOString(), attendee });
    return;
  }
  const uid = uidOf(db, step, chance);
  if (uid === null) return;
  if (step.kind === "farAbsent" || step.kind === "farPresent") {
    const emails = db.$client.prepare("SELECT a.email FROM engine_attendees a JOIN engine_bookings b ON b.id = a.booking_id WHERE b.uid = ? ORDER BY a.id").pluck().all(uid) as string[];
    return void (await send(`/${uid}/mark-absent`, { attendees: [{ email: chance.pick(emails), absent: step.kind === "farAbsent" }] }));
  }
  if (step.kind === "farConfirm") await send(`/${uid}/confirm`, {});
  else if (step.kind === "farCancel") await send(`/${uid}/cancel`, { cancellationReason: "a sick child" });
  else await send(`/${uid}/reschedule`, { start: new Date(startOf(chance)).toISOString(), reschedulingReason: "a sick child" });
}

function uidOf(db: Db, { kind }: Step, chance: Chance): string | null {
  const statuses = kind === "farConfirm" ? "('pending')" : "('accepted', 'pending')";
  const hasBegun = kind === "farAbsent" || kind === "farPresent" ? "<" : ">=";
  const uids = db.$client.prepare(`SELECT uid FROM engine_bookings WHERE status IN ${statuses} AND starts_at ${hasBegun} ${STARTS_AT} ORDER BY id`).pluck().all() as string[];
  return uids.length > 0 ? chance.pick(uids) : null;
}
