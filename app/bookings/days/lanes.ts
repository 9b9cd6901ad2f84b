/** A position in a column: rows of the grid, half open. */
export interface Placed {
  from: number;
  to: number;
}

/** How many lie side by side, and which of them this is from the left. */
export interface Lane {
  lane: number;
  lanes: number;
}

/** More would be too narrow to read; what is beyond shares the last one. */
export const MOST_LANES = 10;

/** Puts overlapping entries side by side, each as wide as the overlap allows, ordered by start. */
export function inLanes<T extends Placed>(placed: T[]): (T & Lane)[] {
  const sorted = [...placed].sort((a, b) => a.from - b.from || b.to - a.to);
  const found: (T & Lane)[] = [];
  let cluster: (T & { lane: number })[] = [];
  let ends: number[] = [];
  const close = () => {
    found.push(...cluster.map((one) => ({ ...one, lanes: Math.min(ends.length, MOST_LANES) })));
    [cluster, ends] = [[], []];
  };
  for (const one of sorted) {
    if (ends.every((end) => end <= one.from)) close();
    const free = ends.findIndex((end) => end <= one.from);
    const lane = free >= 0 ? free : ends.length;
    ends[lane] = one.to;
    cluster.push({ ...one, lane: Math.min(lane, MOST_LANES - 1) });
  }
  close();
  return found;
}
