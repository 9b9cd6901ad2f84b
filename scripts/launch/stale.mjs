import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

const STAMP = join(root, "build/stamp");
/** The inputs of the build. */
const SOURCES = ["app", "db", "public", "scripts", "package.json", "package-lock.json", "remix.config.js", "vite.config.ts", "tsconfig.json"];

/** Whether the build is missing or out of date. */
export function isBuildStale() {
  return !existsSync(STAMP) || readFileSync(STAMP, "utf8") !== fingerprint();
}

export function writeStamp() {
  writeFileSync(STAMP, fingerprint());
}

/** By content, since a fresh clone gives every file a new timestamp. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((name) => filesUnder(name)).sort()) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash.update(file).update("\0").update(readFileSync(join(root, file))).update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} name a file or folder of the project
 * @returns {string[]} files, relative to the project
 */
function filesUnder(name) {
  if (!existsSync(join(root, name))) return [];
  if (statSync(join(root, name)).isFile()) return [name];
  return readdirSync(join(root, name), { withFileTypes: true }).flatMap((entry) => filesUnder(`${name}/${entry.name}`));
}
