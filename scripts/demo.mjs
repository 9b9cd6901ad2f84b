// One command from a fresh clone to a running desk: install, build, seed, serve. Needs only Node and npm.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled } from "./launch/install.mjs";
import { requireNode } from "./launch/node-version.mjs";
import { root } from "./launch/root.mjs";
import { isBuildStale } from "./launch/stale.mjs";

requireNode();
process.chdir(root);
ensureInstalled();
if (isBuildStale()) build();
process.argv.push("--demo");
await import(pathToFileURL(join(root, "build/serve.js")).href);

function build() {
  console.error("Building ...");
  try {
    execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root, stdio: "inherit" });
  } catch {
    console.error("The build failed: see above.");
    process.exit(1);
  }
}
