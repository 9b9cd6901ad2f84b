// Everything that has to hold, from a fresh clone: types, lint, unit, property and integration tests, browser tests.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { ensureChromium } from "./launch/chromium.mjs";
import { countsIn, playwrightCounts, vitestCounts } from "./launch/counts.mjs";
import { ensureUnpacked } from "./launch/install.mjs";
import { requireNode } from "./launch/node-version.mjs";
import { root } from "./launch/root.mjs";

requireNode();
process.chdir(root);
const isToBeCompiled = ensureUnpacked();
mkdirSync(".cache", { recursive: true });

const total = { passed: 0, failed: 0 };
const vitestReport = ".cache/vitest.json";
const playwrightReport = ".cache/playwright.json";
for (const file of [vitestReport, playwrightReport]) rmSync(file, { force: true });

// None of these tasks needs the output of another, and none of them keeps two cores busy.
await sideBySide({
  ...(isToBeCompiled && { compiling: [join(root, "scripts/launch/compile.mjs")] }),
  "type check": ["typescript/bin/tsc", "--noEmit"],
  lint: ["eslint/bin/eslint.js", ".", "--max-warnings", "0"],
  build: [join(root, "scripts/build.mjs")],
});
await stage("unit, property and integration tests", ["vitest/vitest.mjs", "run", "--reporter=dot", "--reporter=json", `--outputFile.json=${vitestReport}`], {
  counts: () => countsIn(vitestReport, vitestCounts),
});
if (!(await ensureChromium())) {
  console.error('There is no Chromium for the browser tests: run "npx playwright install --with-deps chromium", then try again.');
  finish("browser tests");
}
await stage("browser tests", ["@playwright/test/cli.js", "test", "--reporter=line,json"], {
  env: { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
  counts: () => countsIn(playwrightReport, playwrightCounts),
});
finish(null);

/** @typedef {[string, ...string[]]} Words a script, in node_modules unless absolute, and its arguments */

/**
 * Shows a stage's output once it ends.
 *
 * @param {Record<string, Words>} stages
 */
async function sideBySide(stages) {
  console.log(`\n== ${Object.keys(stages).join(", ")}`);
  /** @type {string[]} */
  const failed = [];
  const runs = Object.entries(stages).map(async ([name, words]) => {
    const { status, said } = await run(words, { isKept: true });
    if (said !== "") console.log(`${name}:\n${said}`);
    if (status !== 0) failed.push(name);
  });
  await Promise.all(runs);
  if (failed.length > 0) finish(failed.join(", "));
}

/**
 * @param {string} name
 * @param {Words} words
 * @param {{ env?: Record<string, string>, counts: () => import("./launch/counts.mjs").Counts }} options
 */
async function stage(name, words, { env, counts }) {
  console.log(`\n== ${name}`);
  const { status } = await run(words, { env });
  const { passed, failed } = counts();
  total.passed += passed;
  total.failed += failed;
  if (status !== 0 || failed > 0) finish(name);
}

/**
 * @param {Words} words
 * @param {{ env?: Record<string, string>, isKept?: boolean }} options isKept: what it says is given back, not shown
 */
async function run([script, ...rest], { env = {}, isKept = false }) {
  const file = isAbsolute(script) ? script : join(root, "node_modules", script);
  const child = spawn(process.execPath, [file, ...rest], { stdio: ["inherit", isKept ? "pipe" : "inherit", isKept ? "pipe" : "inherit"], env: { ...process.env, ...env } });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text) => (said += text));
  const [status] = await once(child, "close");
  return { status, said };
}

/** @param {string | null} failedStage */
function finish(failedStage) {
  if (failedStage) console.log(`\nFailed: ${failedStage}`);
  // A stage that fails without a failing test (types, lint, a crash) counts as one failure, since people read the last line.
  const failed = failedStage ? Math.max(1, total.failed) : total.failed;
  console.log(`${total.passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
