import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { giveWay } from "#app/lib/give-way.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { compareBooking } from "./compare.server.ts";
import { knownHosts } from "./known-hosts.server.ts";
import type { Run, Step } from "./run.server.ts";

const PAGE_LENGTH = 100;
const AT_ONCE = 20;
/** Older bookings are not compared; the importer brings them in. */
const PAST_MS = 30 * DAY_MS;
const EVERY_STATUS = ["upcoming", "recurring", "past", "cancelled", "unconfirmed"] as const;

/**
 * One page of the far end's bookings, oldest first, so that additions come at the end. For what is new since the last
 * run there are two lists: the list of changed bookings omits those created and never changed.
 */
export async function compareThere(app: App, run: Run, signal?: AbortSignal): Promise<Step> {
  const { list, skip } = placeOf(run);
  const readAtMs = app.clock();
  const since = run.since === null ? {} : list === "changed" ? { afterUpdatedMs: run.since } : { afterCreatedMs: run.since };
  const page = await app.gateway.listBookings(
    { status: [...EVERY_STATUS], sort: "created", take: PAGE_LENGTH, skip, afterStartMs: run.startedAt - PAST_MS, ...since },
    { effort: "job", signal },
  );
  const isHostedHere = await knownHosts(app, signal);
  // A move replaces an old uid by a new one: process the old one first, whatever the order of the page.
  const hosted = page.bookings.filter(isHostedHere).sort(byAge);
  const repaired = new Map<string, number>();
  for (let next = 0; next < hosted.length; next += AT_ONCE) {
    // A page takes long, and the embedded engine never awaits anything: yield to visitors' requests here.
    if (next > 0 || app.farEnd.name === "embedded") await giveWay();
    writing(app.db, (tx) => {
      for (const booking of hosted.slice(next, next + AT_ONCE)) compareBooking(tx, app, booking, { runId: run.id, mode: run.mode, readAtMs, repaired });
    });
  }
  return { compared: hosted.length, next: page.hasNextPage ? at({ list, skip: skip + PAGE_LENGTH }) : afterThe(list, run) };
}

interface Place {
  list: "changed" | "made";
  skip: number;
}

const at = ({ list, skip }: Place) => ({ phase: "there", position: `${list} ${skip}` }) as const;

function afterThe(list: Place["list"], { since }: Run): Step["next"] {
  return since !== null && list === "changed" ? at({ list: "made", skip: 0 }) : { phase: "here", position: null };
}

/** Runs of earlier versions had one list, and stored its position as a number. */
function placeOf({ position }: Run): Place {
  const [, list, skip] = /^(?:(changed|made) )?(\d+)$/.exec(position ?? "0") ?? [];
  return { list: list === "made" ? "made" : "changed", skip: Number(skip ?? 0) };
}

const byAge = (a: CalcomBooking, b: CalcomBooking) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0);
