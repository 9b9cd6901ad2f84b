import type { Random } from "#app/lib/tokens.server.ts";

/** Repeatable randomness: the same seed gives the same sequence in every process. */
export interface Chance {
  /** 0 inclusive to 1 exclusive. */
  number(): number;
  /** Both ends inclusive. */
  between(from: number, to: number): number;
  is(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  bytes: Random;
}

/** mulberry32: 32 bits of state, enough for made-up people. Never for secrets. */
export function createChance(seed: number): Chance {
  let state = seed;
  const word = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const number = () => word() / 2 ** 32;
  return {
    number,
    between: (from, to) => from + Math.floor(number() * (to - from + 1)),
    is: (probability) => number() < probability,
    pick: (from) => from[Math.floor(number() * from.length)]!,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => word() >>> 24)),
  };
}
