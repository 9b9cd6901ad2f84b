import type { Images } from "./practice.ts";
import { runScenario, type Scenario } from "./run.ts";

/**
 * Shrinks a failing scenario: leaves out steps, then faults, in ever smaller portions, for as long as it still fails.
 */
export async function shrink(scenario: Scenario, images: Images): Promise<{ scenario: Scenario; broken: string[]; steps: number[]; faults: string[] }> {
  let smallest = await runScenario(scenario, images);
  let { withoutSteps = [], withoutFaults = [] } = scenario;

  async function isStillBroken(candidate: Scenario): Promise<boolean> {
    const outcome = await runScenario(candidate, images);
    if (outcome.broken.length > 0) smallest = outcome;
    return outcome.broken.length > 0;
  }

  for (let portion = 16; portion >= 1; portion = Math.floor(portion / 2)) {
    for (const part of portionsOf(smallest.steps, portion)) {
      const without = [...withoutSteps, ...part];
      if (await isStillBroken({ ...scenario, withoutSteps: without, withoutFaults })) withoutSteps = without;
    }
    for (const part of portionsOf(smallest.faults, portion)) {
      const without = [...withoutFaults, ...part];
      if (await isStillBroken({ ...scenario, withoutSteps, withoutFaults: without })) withoutFaults = without;
    }
  }
  return { scenario: { ...scenario, withoutSteps, withoutFaults }, broken: smallest.broken, steps: smallest.steps, faults: smallest.faults };
}

function portionsOf<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}
