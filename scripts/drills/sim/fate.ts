import { createChance, type Chance } from "../../seed/chance.ts";

/** What chance holds for one run: the same seed, the same fate. */
export interface Fate {
  /** A sequence of its own for each name. */
  chance(name: string): Chance;
  /**
   * Whether a fault strikes. Draws hang on the name and on how often it was asked, not on what else happens, so that a
   * run with something left out meets most of the same faults.
   */
  strikes(fault: string, where: string, probability: number): boolean;
  /** Faults that struck, by the names that `without` takes. */
  struck: string[];
  /** From here on nothing goes wrong. */
  calm(): void;
}

/** Every eighth seed meets so many times as many faults: they come together, too. */
const STORM = 5;

/** @param without faults that are left out, to find the ones that matter */
export function createFate(seed: number, without: ReadonlySet<string> = new Set()): Fate {
  const asked = new Map<string, number>();
  const struck: string[] = [];
  const weather = seed % 8 === 6 ? STORM : 1;
  let isCalm = false;

  return {
    struck,
    chance: (name) => createChance(hashOf(`${seed} ${name}`)),
    strikes(fault, where, probability) {
      if (isCalm) return false;
      const place = `${fault} ${where}`;
      const count = (asked.get(place) ?? 0) + 1;
      asked.set(place, count);
      const name = `${place} ${count}`;
      if (createChance(hashOf(`${seed} ${name}`)).number() >= probability * weather || without.has(name)) return false;
      struck.push(name);
      return true;
    },
    calm: () => void (isCalm = true),
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
