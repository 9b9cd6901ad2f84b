import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { getBooking } from "../queries.server.ts";
import { remindNow } from "../reminders/remind-now.server.ts";
import { retryOperation } from "../settling/unsettled.server.ts";
import { carryOutOne, hoursAgainst, isToDo } from "./asks.server.ts";
import { operationOf, outcomeOf, settleItem, type Outcome } from "./outcome.server.ts";
import { correlationOf, type Item, type Run } from "./run.ts";
import { ALREADY } from "./verbs.ts";

/**
 * Do one row of a run and record the outcome. The change is recorded under the row's correlation id before any call, so
 * a later attempt finds it and makes no second call.
 */
export async function workOn(app: App, viewer: Viewer, run: Run, item: Item): Promise<void> {
  if (run.verb === "remind") return remind(app, viewer, run, item);
  const earlier = operationOf(app.db, item);
  const refusal = earlier && earlier.state !== "failed" ? null : await refusalOf(app, item, () => (earlier ? retryOperation(app, viewer, earlier.id) : ask(app, viewer, run, item)));
  const operation = operationOf(app.db, item);
  settleItem(app.db, item, operation ? outcomeOf(operation, refusal?.atDesk) : withoutOperation(run, refusal));
}

async function ask(app: App, viewer: Viewer, run: Run, { bookingId, runId, position, retries }: Item): Promise<void> {
  const details = getBooking(app, viewer, bookingId);
  if (!isToDo(app, viewer, run, details)) return;
  const against = await hoursAgainst(app, run, details);
  if (against !== null) throw new AppError("conflict", against);
  await carryOutOne(app, viewer, run, bookingId, correlationOf({ runId, position, retries }));
}

/** Recorded with its outcome, in one transaction. */
async function remind(app: App, viewer: Viewer, run: Run, item: Item): Promise<void> {
  const refusal = await refusalOf(app, item, async () =>
    writing(app.db, (tx) => {
      const isDone = isToDo(app, viewer, run, getBooking(app, viewer, item.bookingId)) && remindNow(tx, app, viewer, item.bookingId, correlationOf(item));
      const outcome: Outcome = isDone ? { state: "done", reason: null } : withoutOperation(run, null);
      // A process that lost the row meanwhile rolls its reminder back.
      if (!settleItem(tx, item, outcome)) throw new AppError("conflict", "Somebody else has done this row.");
    }),
  );
  if (refusal) settleItem(app.db, item, withoutOperation(run, refusal));
}

/** One row that fails must not keep the others waiting. */
async function refusalOf(app: App, item: Item, work: () => Promise<unknown>): Promise<AppError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    app.log.error({ err: error, run: item.runId, position: item.position }, "a row of a bulk change failed");
    return new AppError("upstream_down", "Something went wrong here; the log says what.", { cause: error });
  }
}

/** A refusal is no failure: trying again would change nothing. A calendar that is down or switched off is one. */
function withoutOperation({ verb }: Run, refusal: AppError | null): Outcome {
  if (!refusal) return { state: "skipped", reason: ALREADY[verb] };
  const mayPass = refusal.code === "upstream_down" || refusal.code === "rate_limited";
  return { state: mayPass ? "failed" : "skipped", reason: refusal.code === "not_found" ? "It no longer exists." : refusal.atDesk };
}
