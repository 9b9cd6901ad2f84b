// One command from a fresh clone to a running desk: install, build, seed, serve. Needs only Node and npm.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt } from "./launch/built.mjs";
import { ensureInstalled } from "./launch/install.mjs";
import { requireNode } from "./launch/node-version.mjs";
import { root } from "./launch/root.mjs";

requireNode();
process.chdir(root);
ensureInstalled();
ensureBuilt();
process.argv.push("--demo");
await import(pathToFileURL(join(root, "build/serve.js")).href);
