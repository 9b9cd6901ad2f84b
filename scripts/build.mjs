// Builds everything that runs after `npm ci --omit=dev`: the pages, and the scripts as bundles.
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "./launch/root.mjs";
import { writeStamp } from "./launch/stale.mjs";

rmSync(join(root, "build"), { recursive: true, force: true });
buildPages();
await bundleScripts();
cpSync(join(root, "db/migrations"), join(root, "build/migrations"), { recursive: true });
for (const file of ["triggers.sql", "search.sql"]) cpSync(join(root, "db", file), join(root, "build", file));
compressClient(join(root, "build/client"));
writeStamp();

function buildPages() {
  const words = [join(root, "node_modules/@remix-run/dev/dist/cli.js"), "vite:build", "--logLevel", "error"];
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: "inherit", env: { ...process.env, NODE_ENV: "production" } });
  if (status !== 0) process.exit(1);
}

/** Packages are not bundled: they are installed where this runs, and two of them are native. */
async function bundleScripts() {
  const entryPoints = ["serve", "engine", "admin", "backup", "seed", "calcom-import", "token", "audit-verify"].map((name) => join(root, "scripts", `${name}.ts`));
  await build({ entryPoints, outdir: join(root, "build"), bundle: true, platform: "node", target: "node20", format: "esm", packages: "external", sourcemap: true, logLevel: "warning" });
}

/** @param {string} folder */
function compressClient(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || ![".js", ".css", ".svg", ".json", ".txt", ".webmanifest"].includes(extname(file))) continue;
    const plain = readFileSync(file);
    if (plain.length < 1024) continue;
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }));
  }
}
