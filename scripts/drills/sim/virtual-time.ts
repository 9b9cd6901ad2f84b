import type { Clock } from "#app/lib/time.ts";
import type { Timer } from "#app/lib/timer.ts";

/** Virtual time: it advances only when nothing else is left to do. */
export interface VirtualTime {
  clock: Clock;
  /** A timer whose callbacks are dropped once `isGone` is true: for a killed process. */
  timer(isGone?: () => boolean): Timer;
  wait(ms: number): Promise<void>;
  /** Runs timers in order until `isOver` or none is left. */
  pass(isOver: () => boolean): Promise<void>;
}

interface Due {
  at: number;
  order: number;
  fire: (() => void) | null;
}

export function createVirtualTime(startMs: number): VirtualTime {
  const queue: Due[] = [];
  let nowMs = startMs;
  let order = 0;

  function insert(due: Due): void {
    let [low, high] = [0, queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(queue[middle]!, due)) low = middle + 1;
      else high = middle;
    }
    queue.splice(low, 0, due);
  }

  function timer(isGone: () => boolean = () => false): Timer {
    return (ms, fire) => {
      const due: Due = { at: nowMs + Math.max(0, Math.round(ms)), order: (order += 1), fire: () => isGone() || fire() };
      insert(due);
      return () => void (due.fire = null);
    };
  }

  async function pass(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const due = queue.shift();
      if (!due) return;
      if (due.fire === null) continue;
      nowMs = due.at;
      due.fire();
      await everythingAwaited();
    }
  }

  const start = timer();
  return { clock: () => nowMs, timer, wait: (ms) => new Promise((resolve) => void start(ms, resolve)), pass };
}

const isBefore = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Runs after all pending promises. */
function everythingAwaited(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
