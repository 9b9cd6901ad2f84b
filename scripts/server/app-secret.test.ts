import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptAppSecret } from "./app-secret.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "frontdesk-secret-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("the secret is made once, for its owner only", () => {
  const secret = keptAppSecret(folder);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(keptAppSecret(folder)).toBe(secret);
  expect(statSync(join(folder, "app-secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["app-secret"]);
});

test("a damaged secret is not quietly replaced: what it encrypts would be lost", () => {
  writeFileSync(join(folder, "app-secret"), "short\n");
  expect(() => keptAppSecret(folder)).toThrow("is damaged");
});

test("processes that start at once agree on one secret", async () => {
  const module = fileURLToPath(new URL("./app-secret.ts", import.meta.url));
  // All wait for the same moment, so that they meet at the empty folder.
  const program = `const { keptAppSecret } = await import(${JSON.stringify(module)}); while (Date.now() < ${Date.now() + 2_500}); console.log(keptAppSecret(${JSON.stringify(folder)}));`;
  const run = () => promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program]);
  const secrets = (await Promise.all(Array.from({ length: 4 }, run))).map(({ stdout }) => stdout.trim());
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect(new Set(secrets).size).toBe(1);
});
