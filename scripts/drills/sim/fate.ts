import { createChance, type Chance } from "../../seed/chance.ts";

/** The random decisions of one run: the same seed gives the same run. */
export interface Fate {
  /** A separate random sequence per name. */
  chance(name: string): Chance;
  /**
   * Whether a fault strikes. The result depends on the name and the call count only, so that a run with something left
   * out meets mostly the same faults.
   */
  strikes(fault: string, where: string, probability: number): boolean;
  /** Faults that struck, by the names that `without` takes. */
  struck: string[];
  /** Disables all faults from here on. */
  calm(): void;
}

/** The fault factor of every eighth seed, so that faults also coincide. */
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
