import { expect, test } from "vitest";
import { crash } from "./crash.ts";

test("killed again and again on a failing network, the product agrees with Cal.com on every appointment in the end", { timeout: 240_000 }, async () => {
  const faults: string[] = [];
  const result = await crash({ kills: 8, seed: 1 }, (line) => faults.push(line));
  expect(faults).toEqual([]);
  expect(result).toMatchObject({ kills: 8, lost: 0, doubled: 0, orphaned: 0, seed: 1 });
  // How much gets done between two kills depends on the machine; that something does, on us.
  expect(result.operations).toBeGreaterThanOrEqual(8);
  expect(result.faults).toBeGreaterThan(0);
});
