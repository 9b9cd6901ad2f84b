/** The drill processes' clock; see fast-clock.mjs. */
export interface DrillClock {
  /** Shown when it was set, UTC milliseconds. */
  shownMs: number;
  /** When that was by the machine's clock. */
  setAtMs: number;
  speed: number;
  timerSpeed: number;
}

export function setClock({ aheadMs = 0, speed = 1, timerSpeed = 1 }: { aheadMs?: number; speed?: number; timerSpeed?: number } = {}): DrillClock {
  const setAtMs = Date.now();
  return { shownMs: setAtMs + aheadMs, setAtMs, speed, timerSpeed };
}

export function nowBy({ shownMs, setAtMs, speed }: DrillClock): number {
  return Math.round(shownMs + (Date.now() - setAtMs) * speed);
}

export function put(clock: DrillClock, { aheadMs }: { aheadMs: number }): DrillClock {
  return { ...clock, shownMs: nowBy(clock) + aheadMs, setAtMs: Date.now() };
}
