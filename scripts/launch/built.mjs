import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./root.mjs";
import { isBuildStale } from "./stale.mjs";

/** Builds, unless the build is up to date. */
export function ensureBuilt() {
  if (!isBuildStale()) return;
  console.error("Building ...");
  try {
    execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root, stdio: "inherit" });
  } catch {
    console.error("The build failed: see above.");
    process.exit(1);
  }
}
