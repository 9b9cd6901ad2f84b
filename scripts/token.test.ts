import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAccount } from "#app/auth/accounts.server.ts";
import { findBearer } from "#app/auth/api-tokens.server.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import { testDatabase } from "#db/testing.ts";
import { isBuilt, runBuilt } from "./server/spawned.testing.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "frontdesk-token-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const run = (words: string[], env?: Record<string, string>) => runBuilt("token", words, { cwd: folder, env });

async function dataFolder(name: string) {
  mkdirSync(join(folder, name));
  const db = testDatabase(join(folder, name, "frontdesk.db"));
  await createAccount({ db, random: systemRandom }, { email: "ana@example.com", name: "Ana", role: "admin", password: "correct horse" }, Date.now());
  writing(db, (tx) => findOrCreateGuest(tx, { name: "Gil", email: "guest@example.com" }, Date.now(), systemRandom));
  return db;
}

describe.skipIf(!isBuilt())("the built script", () => {
  test("it prints a token that works, and nothing else", async () => {
    const db = await dataFolder("elsewhere");
    const { status, stdout, stderr } = run(["--email", "Ana@example.com"], { DATA_DIR: "elsewhere" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^fd_[\w-]{43}\n$/);
    expect(findBearer(db, stdout.trim(), Date.now())).toMatchObject({ scopes: ["read", "write"], viewer: { kind: "admin", name: "Ana" } });
    db.$client.close();
  });

  test("without DATA_DIR it finds the demo's data", async () => {
    const db = await dataFolder("data-demo");
    const { status, stdout } = run(["--email", "ana@example.com", "--read-only"]);
    expect(status).toBe(0);
    expect(findBearer(db, stdout.trim(), Date.now())?.scopes).toEqual(["read"]);
    db.$client.close();
  });

  test("whoever has no account, a missing database and wrong words get a sentence and nothing on standard output", async () => {
    expect(run(["--email", "ana@example.com"])).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(/^There is no database yet/) });
    (await dataFolder("data")).$client.close();
    for (const email of ["nobody@example.com", "guest@example.com"]) {
      expect(run(["--email", email])).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(new RegExp(`^${email} has no account in .*data\\.\n$`)) });
    }
    for (const words of [[], ["--email", "nonsense"]]) expect(run(words)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(/^Usage: /) });
    expect(run(["--mail", "ana@example.com"])).toMatchObject({ status: 1, stdout: "" });
  });
});
