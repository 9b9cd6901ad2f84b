// Everything that has to hold, from a fresh clone: types, lint, unit, property and integration tests, browser tests.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { ensureChromium } from "./launch/chromium.mjs";
import { countsIn, playwrightCounts, vitestCounts } from "./launch/counts.mjs";
import { ensureInstalled } from "./launch/install.mjs";
import { requireNode } from "./launch/node-version.mjs";
import { root } from "./launch/root.mjs";

requireNode();
process.chdir(root);
ensureInstalled();
mkdirSync(".cache", { recursive: true });

const total = { passed: 0, failed: 0 };
const vitestReport = ".cache/vitest.json";
const playwrightReport = ".cache/playwright.json";
for (const file of [vitestReport, playwrightReport]) rmSync(file, { force: true });

stage("type check", ["typescript/bin/tsc", "--noEmit"]);
stage("lint", ["eslint/bin/eslint.js", ".", "--max-warnings", "0"]);
stage("build", [join(root, "scripts/build.mjs")]);
stage("unit, property and integration tests", ["vitest/vitest.mjs", "run", "--reporter=dot", "--reporter=json", `--outputFile.json=${vitestReport}`], {
  counts: () => countsIn(vitestReport, vitestCounts),
});
if (!(await ensureChromium())) {
  console.error('There is no Chromium for the browser tests: run "npx playwright install --with-deps chromium", then try again.');
  finish("browser tests");
}
stage("browser tests", ["@playwright/test/cli.js", "test", "--reporter=line,json"], {
  env: { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
  counts: () => countsIn(playwrightReport, playwrightCounts),
});
finish(null);

/**
 * @param {string} name
 * @param {[string, ...string[]]} words a script, in node_modules unless absolute, and its arguments
 * @param {{ env?: Record<string, string>, counts?: () => import("./launch/counts.mjs").Counts }} [options]
 */
function stage(name, [script, ...rest], { env = {}, counts } = {}) {
  console.log(`\n== ${name}`);
  const file = isAbsolute(script) ? script : join(root, "node_modules", script);
  const { status } = spawnSync(process.execPath, [file, ...rest], { stdio: "inherit", env: { ...process.env, ...env } });
  const { passed, failed } = counts?.() ?? { passed: 0, failed: 0 };
  total.passed += passed;
  total.failed += failed;
  if (status !== 0 || failed > 0) finish(name);
}

/** @param {string | null} failedStage */
function finish(failedStage) {
  if (failedStage) console.log(`\nFailed: ${failedStage}`);
  // A stage that fails without a failing test (types, lint, a crash) counts as one: the last line is what gets read.
  const failed = failedStage ? Math.max(1, total.failed) : total.failed;
  console.log(`${total.passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
