import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The drills take longest: begun last, one of them would keep a single worker busy at the end. */
class DrillsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isDrill = ({ moduleId }: TestSpecification) => moduleId.includes("/scripts/drills/");
    const sorted = await super.sort(files);
    return [...sorted.filter(isDrill), ...sorted.filter((file) => !isDrill(file))];
  }
}

export default defineConfig({
  test: {
    include: ["app/**/*.test.{ts,tsx}", "db/**/*.test.ts", "scripts/**/*.test.ts"],
    setupFiles: ["./vitest.setup.ts"],
    // Its own choice on two cores is one worker, which leaves half the machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Reading the modules anew for every file takes half as long as the tests. What a test changes of them, it puts back.
    isolate: false,
    sequence: { sequencer: DrillsFirst },
    // Where the machine had six times as much to do as it could, the slowest without a limit of its own took 34 s.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
