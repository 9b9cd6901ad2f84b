import type { Log } from "#app/lib/log.server.ts";
import { SECOND_MS } from "#app/lib/time.ts";
import { FINISH_WITHIN_MS, GIVE_UP_WITHIN_MS } from "./ending.ts";

/** A recurring task. If it fails, the next round tries again. */
export interface Task {
  /** For the log. */
  name: string;
  /** From start to start; a round that takes longer delays the next. */
  everyMs: number;
  /** @param signal aborted when the process stops */
  run(signal: AbortSignal): unknown;
}

const TICK_MS = SECOND_MS;
const STOPS_WITHIN_MS = FINISH_WITHIN_MS + 2 * GIVE_UP_WITHIN_MS;

/**
 * The work loop: runs every task at once, then each at its own interval, never the same one concurrently.
 *
 * @returns a function that stops it: nothing new is started, and running tasks get some seconds to end before the
 *   database closes
 */
export function startLoop(tasks: Task[], log: Log): () => Promise<void> {
  const stopping = new AbortController();
  const running = new Map<Task, Promise<void>>();
  const waitedMs = new Map(tasks.map((task) => [task, task.everyMs]));

  const begin = (task: Task) => {
    waitedMs.set(task, 0);
    const round = (async () => void (await task.run(stopping.signal)))()
      .catch((error: unknown) => log.error({ err: error, task: task.name }, "regular work failed"))
      .finally(() => void running.delete(task));
    running.set(task, round);
  };
  const tick = () => {
    for (const task of tasks) {
      const waited = waitedMs.get(task)! + TICK_MS;
      waitedMs.set(task, waited);
      if (waited >= task.everyMs && !running.has(task)) begin(task);
    }
  };
  tick();
  const timer = setInterval(tick, TICK_MS);

  return async () => {
    clearInterval(timer);
    stopping.abort();
    let timeout: NodeJS.Timeout;
    const given = new Promise<void>((resolve) => (timeout = setTimeout(resolve, STOPS_WITHIN_MS)));
    await Promise.race([Promise.all(running.values()), given]).finally(() => clearTimeout(timeout));
  };
}
