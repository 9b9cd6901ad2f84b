import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./root.mjs";

/** Install exactly the locked packages, unless they are there. Exits with a clear line when that fails. */
export function ensureInstalled() {
  if (ensureUnpacked()) compilePackages();
}

/** The same without what has to be compiled. Returns whether there is something to compile. */
export function ensureUnpacked() {
  if (isInstalled()) return false;
  console.error("Installing the locked packages (a minute or two) ...");
  orExit(["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], "Installing failed.");
  return true;
}

export function compilePackages() {
  orExit(["rebuild"], "SQLite could not be compiled: install python3, make and a C++ compiler, then try again.");
}

/**
 * @param {string[]} words
 * @param {string} otherwise
 */
function orExit(words, otherwise) {
  try {
    npm(words);
  } catch {
    console.error(otherwise);
    process.exit(1);
  }
}

function isInstalled() {
  const wanted = lockedPackages("package-lock.json");
  const present = lockedPackages("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  const asLocked = Object.entries(wanted).every(([path, entry]) => path === "" || (present[path] ? present[path].version === entry.version : entry.optional === true));
  return asLocked && sqliteLoads();
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | null}
 */
function lockedPackages(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : null;
}

/** The addon is compiled for one version of Node: after an upgrade of Node it has to be installed again. */
function sqliteLoads() {
  try {
    const Database = createRequire(join(root, "package.json"))("better-sqlite3");
    new Database(":memory:").close();
    return true;
  } catch {
    return false;
  }
}

/** @param {string[]} words */
function npm(words) {
  const cli = process.env.npm_execpath;
  const options = /** @type {const} */ ({ cwd: root, stdio: "inherit" });
  if (cli && /\.c?js$/.test(cli)) execFileSync(process.execPath, [cli, ...words], options);
  else execFileSync("npm", words, { ...options, shell: process.platform === "win32" });
}
