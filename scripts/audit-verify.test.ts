import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { recordEvent } from "#app/audit/record.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { openDatabase, writing } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { isBuilt, runBuilt } from "./server/spawned.testing.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "frontdesk-audit-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function verify(words: string[] = []) {
  const { status, stdout } = runBuilt("audit-verify", words, { cwd: folder });
  return { status, stdout };
}

function recorded(names: string[], sql = "") {
  mkdirSync(join(folder, "data"), { recursive: true });
  const db = openDatabase(join(folder, "data/frontdesk.db"));
  migrateDatabase(db);
  writing(db, (tx) => names.forEach((name) => recordEvent(tx, { clock: systemClock, random: systemRandom }, { subjectType: "booking", subjectId: "b", actor: "guest", action: name, source: "web" })));
  db.$client.exec(sql);
  db.$client.close();
}

const WITHOUT_TRIGGERS = "DROP TRIGGER audit_events_no_delete; DROP TRIGGER audit_events_no_change;";

describe.skipIf(!isBuilt())("the built script", () => {
  test("a whole history is said to be whole, and a broken one where it breaks", () => {
    recorded(["one", "two", "three"]);
    expect(verify()).toEqual({ status: 0, stdout: expect.stringMatching(/all 3 events are intact\. Last hash: [0-9a-f]{64}\n$/) });
    recorded([], `${WITHOUT_TRIGGERS} UPDATE audit_events SET actor = 'admin:x' WHERE seq = 2`);
    expect(verify()).toEqual({ status: 1, stdout: expect.stringMatching(/event 2 is altered\. The 1 before it/) });
    recorded([], `${WITHOUT_TRIGGERS} DELETE FROM audit_events WHERE seq < 3`);
    expect(verify()).toEqual({ status: 1, stdout: expect.stringMatching(/event 1 is missing/) });
  });

  test("a history written anew as a whole is known by the noted hash", () => {
    recorded(["one", "two"]);
    const noted = /[0-9a-f]{64}/.exec(verify().stdout)?.[0] ?? "";
    recorded(["three"]);
    expect(verify(["--noted", noted]).status).toBe(0);
    recorded([], `${WITHOUT_TRIGGERS} DELETE FROM audit_events; DELETE FROM sqlite_sequence`);
    recorded(["another"]);
    expect(verify().status).toBe(0);
    expect(verify(["--noted", noted])).toEqual({ status: 1, stdout: expect.stringContaining("rewritten") });
  });
});
