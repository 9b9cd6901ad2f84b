import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["app/**/*.test.{ts,tsx}", "db/**/*.test.ts", "scripts/**/*.test.ts"],
    setupFiles: ["./vitest.setup.ts"],
    // Its own choice on two cores is one worker, which leaves half the machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Reading the modules anew for every file takes half as long as the tests. What a test changes of them, it puts back.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
