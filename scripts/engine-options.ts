import { parseArgs } from "node:util";
import { faultRatesFrom, type FaultRates } from "#app/engine/fault-plan.ts";

export interface EngineScriptOptions {
  port: number;
  /** A folder; without it the engine lives in memory. */
  data: string | undefined;
  faults: FaultRates;
  faultSeed: number;
  /** How long a hanging call is left without an answer. */
  hangMs: number;
}

/** Parses the options of `npm run engine --`. Throws with a message for invalid ones. */
export function engineOptions(args: string[]): EngineScriptOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "4599" },
      data: { type: "string" },
      faults: { type: "string", default: "" },
      "fault-seed": { type: "string", default: "1" },
      "hang-ms": { type: "string", default: "120000" },
    },
  });
  const faults = faultRatesFrom(values.faults);
  return { port: wholeIn("port", values.port, 65_535), data: values.data, faults, faultSeed: wholeIn("fault-seed", values["fault-seed"]), hangMs: wholeIn("hang-ms", values["hang-ms"]) };
}

function wholeIn(name: string, text: string, most = 2 ** 31 - 1): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new Error(`--${name} takes a whole number from 0 to ${most}, not "${text}".`);
}

/** As above, but prints the error and exits. */
export function engineOptionsOrExit(): EngineScriptOptions {
  try {
    return engineOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return process.exit(1);
  }
}
