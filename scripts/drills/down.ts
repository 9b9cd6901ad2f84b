import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { compareEnds } from "./crash/compare.ts";
import { readHere, readThere } from "./crash/read-ends.ts";
import { nowBy } from "./ends/clock.ts";
import { hereUrl, introduce, prepareGround, startHere, startThere, thereUrl, type EndProcess } from "./ends/ends.ts";
import { hereBy, thereBy } from "./ends/http.ts";
import { atRest } from "./ends/rest.ts";
import { changeUnanswered, changeWhileGone } from "./down/change.ts";
import { book, nothingYet, SERVICE, slotOf, workday, type Desk, type DownResult } from "./down/desk.ts";
import { lookAgain, lookAround, timesPath } from "./down/look.ts";
import { fillIn, openBrowser, signIn } from "./down/pages.ts";
import { ensureBuild } from "./server-process.ts";

/** Waits of minutes pass in seconds. */
const PACE = { speed: 20, timerSpeed: 8 };
/** Longer than free times are cached, by the clock above. */
const NO_LONGER_FRESH_MS = 4_000;
const RESTS_WITHIN_MS = 120_000;
const STANDING = 6;

/** Cal.com goes down while the product is in use, comes back without answering changes, then recovers. */
export async function down(): Promise<DownResult> {
  ensureBuild();
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-down-"));
  const running: EndProcess[] = [];
  const deps = await prepareGround(folder, { pace: PACE, portsFrom: 4890 });
  const run = async (start: Promise<EndProcess>) => {
    const one = await start;
    running.push(one);
    return one;
  };
  try {
    const there = await run(startThere(deps));
    const { token } = await introduce(deps);
    const first = await run(startHere(deps));
    const desk: Desk = {
      here: hereBy(hereUrl(deps), token),
      there: thereBy(thereUrl(deps)),
      guest: openBrowser(hereUrl(deps)),
      admin: openBrowser(hereUrl(deps)),
      day: workday(nowBy(deps.clock)),
      wishes: [],
      result: nothingYet(),
    };
    await signIn(desk.admin);
    await bookAll(desk);

    const send = await fillIn(desk.guest, SERVICE, await slotOf(desk), "form@example.com");
    await there.stop();
    await sleep(NO_LONGER_FRESH_MS);
    await lookAround(desk);
    await changeWhileGone(desk, send);
    await first.kill();
    await run(startHere(deps));
    await lookAgain(desk);

    await run(startThere(deps));
    await changeUnanswered(desk);
    await desk.there("DELETE", "/_faults");
    desk.result.unsettled = (await atRest(deps, { comparedSinceMs: null, withinMs: RESTS_WITHIN_MS })) ? 0 : 1;
    return await judged(desk);
  } finally {
    await Promise.all(running.map((one) => one.kill()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bookAll(desk: Desk): Promise<void> {
  for (let number = 1; number <= STANDING; number += 1) {
    if ((await book(desk, await slotOf(desk), `standing-${number}@example.com`)) !== 201) throw new Error("The first bookings failed");
  }
  await desk.guest.get(timesPath(desk));
}

async function judged(desk: Desk): Promise<DownResult> {
  const { result, wishes } = desk;
  const own = await readHere(desk.here);
  const verdict = compareEnds(own, await readThere(desk.there), wishes);
  for (const line of [...verdict.lost, ...verdict.doubled, ...verdict.orphaned]) process.stderr.write(`${line}\n`);
  const standingAs = (status: string, emails: string[]) => own.filter((booking) => booking.status === status && booking.syncState === "synced" && emails.includes(booking.attendee.email ?? "")).length;
  result.cancelsDone = standingAs("cancelled", wishes.slice(0, 3).map(({ email }) => email));
  result.confirmed = standingAs("confirmed", ["unanswered@example.com", "unanswered-too@example.com"]);
  const counts = { lost: verdict.lost.length, doubled: verdict.doubled.length, orphaned: verdict.orphaned.length };
  const { failed, saidAge, explained, cancelsQueued, refused, confirming, cancelsDone, confirmed, unsettled } = result;
  const isAsItShould = failed.length === 0 && saidAge >= 2 && explained >= 1 && cancelsQueued === 3 && refused === 3 && confirming === 2 && cancelsDone === 3 && confirmed === 2 && unsettled === 0;
  return { ok: isAsItShould && counts.lost + counts.doubled + counts.orphaned === 0, ...result, ...counts };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await down();
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.ok ? 0 : 1;
}
