import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { practiceImages, type Images } from "./sim/practice.ts";
import { runScenario } from "./sim/run.ts";
import { shrink } from "./sim/shrink.ts";

/**
 * The product, its jobs, its webhooks and the engine in one process and virtual time, with everything between them
 * lost, late, duplicated or killed as a seed decides.
 *
 * npm run drill:sim -- --seeds 1000 --from 1
 */

export interface SimResult {
  ok: boolean;
  seeds: number;
  from: number;
  operations: number;
  kills: number;
  faults: number;
  failing: number[];
  seconds: number;
  seedsPerSecond: number;
}

const STEPS = 50;
const SHRUNK_AT_MOST = 3;

/** @param tell where each failing seed is described */
export async function simulate(seeds: number, from: number, tell: (text: string) => void = () => {}): Promise<SimResult> {
  const images = await practiceImages();
  const startedMs = performance.now();
  const failing: number[] = [];
  let [operations, kills, faults] = [0, 0, 0];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const outcome = await runScenario({ seed, steps: STEPS }, images);
    operations += outcome.steps.length;
    kills += outcome.kills;
    faults += outcome.faults.length;
    if (outcome.broken.length === 0) continue;
    failing.push(seed);
    tell(`seed ${seed}: ${outcome.broken.join("\n  ")}\n`);
    if (failing.length <= SHRUNK_AT_MOST) tell(await shrunk(seed, images));
  }
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  return { ok: failing.length === 0, seeds, from, operations, kills, faults, failing, seconds, seedsPerSecond: Math.round((10 * seeds) / seconds) / 10 };
}

async function shrunk(seed: number, images: Images): Promise<string> {
  const { broken, steps, faults, scenario } = await shrink({ seed, steps: STEPS }, images);
  return `  shrunk to steps ${steps.join(", ")} and faults ${JSON.stringify(faults)}:\n  ${broken.join("\n  ")}\n  ${JSON.stringify(scenario)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { seeds: { type: "string", default: "300" }, from: { type: "string", default: "1" } } });
  const result = await simulate(Number(values.seeds), Number(values.from), (text) => process.stderr.write(text));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.ok ? 0 : 1;
}
