import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "#db/client.ts";
import { testDatabase } from "#db/testing.ts";
import { isAppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { budgets, createLimits, type Limits } from "./limits.server.ts";

const secret = "a secret only tests have, 32 characters";

/** How many of `times` attempts were let through. */
async function passed(limits: Limits, times: number, ...of: Parameters<Limits["take"]>): Promise<number> {
  let count = 0;
  for (let i = 0; i < times; i++) {
    try {
      await limits.take(...of);
      count++;
    } catch (error) {
      if (!isAppError(error, "rate_limited")) throw error;
    }
  }
  return count;
}

test("a key may try as often as its budget says, and another key is not in its way", async () => {
  const limits = createLimits(testDatabase(), { enabled: true, secret });
  expect(await passed(limits, 15, "sign-in", "203.0.113.7", "ana@example.com")).toBe(budgets["sign-in"].attempts);
  expect(await passed(limits, 1, "sign-in", "203.0.113.7", "bo@example.com")).toBe(1);
  expect(await passed(limits, 1, "sign-in", "203.0.113.8", "ana@example.com")).toBe(1);
  expect(await passed(limits, 1, "sign-in-address", "203.0.113.7")).toBe(1);
});

test("the refusal says when to come back, and then it works again", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20) });
  onTestFinished(() => void vi.useRealTimers());
  const limits = createLimits(testDatabase(), { enabled: true, secret });
  await passed(limits, 10, "sign-in", "203.0.113.7", "ana@example.com");
  const again = () => limits.take("sign-in", "203.0.113.7", "ana@example.com");
  await expect(again()).rejects.toMatchObject({ code: "rate_limited", status: 429, retryAfterMs: expect.any(Number), message: "That was tried too often. Please try again in 15 minutes." });
  vi.setSystemTime(Date.now() + 14 * MINUTE_MS + 30_000);
  await expect(again()).rejects.toMatchObject({ message: "That was tried too often. Please try again in 30 seconds." });
  vi.setSystemTime(Date.now() + MINUTE_MS);
  await expect(again()).resolves.toBeUndefined();
});

test("two processes on one file share a budget", async () => {
  const folder = mkdtempSync(join(tmpdir(), "limits-"));
  const file = join(folder, "frontdesk.db");
  const [one, two] = [testDatabase(file), openDatabase(file)];
  onTestFinished(() => {
    one.$client.close();
    two.$client.close();
    rmSync(folder, { recursive: true });
  });
  const [first, second] = [one, two].map((db) => createLimits(db, { enabled: true, secret })) as [Limits, Limits];
  const counts = await Promise.all([passed(first, 20, "booking", "203.0.113.7"), passed(second, 20, "booking", "203.0.113.7")]);
  expect(counts[0] + counts[1]).toBe(budgets.booking.attempts);
});

test("the table holds neither addresses nor e-mails, nor hashes anybody could try them against", async () => {
  const db = testDatabase();
  const other = testDatabase();
  await createLimits(db, { enabled: true, secret }).take("link", "ana@example.com");
  await createLimits(other, { enabled: true, secret: secret.toUpperCase() }).take("link", "ana@example.com");
  const keyIn = (from: typeof db) => (from.$client.prepare("SELECT key FROM rate_limits").get() as { key: string }).key;
  expect(keyIn(db)).not.toContain("ana");
  expect(keyIn(db)).not.toBe(keyIn(other));
});

test("addresses of one IPv6 network count together, those of another do not", async () => {
  const limits = createLimits(testDatabase(), { enabled: true, secret });
  expect(await passed(limits, 20, "link-address", "2001:db8:1:2::1")).toBe(20);
  for (const same of ["2001:db8:1:2:ffff::9", "2001:0db8:0001:0002:0:0:0:7"]) expect(await passed(limits, 1, "link-address", same)).toBe(0);
  for (const other of ["2001:db8:1:3::1", "2001:db8::1"]) expect(await passed(limits, 1, "link-address", other)).toBe(1);
  expect(await passed(limits, 20, "link-address", "::ffff:203.0.113.7")).toBe(20);
  expect(await passed(limits, 1, "link-address", "203.0.113.7")).toBe(0);
});

test("a database that fails is explained, not an unexpected error", async () => {
  const db = testDatabase();
  const limits = createLimits(db, { enabled: true, secret });
  db.$client.close();
  await expect(limits.take("booking", "203.0.113.7")).rejects.toMatchObject({ code: "upstream_down", cause: expect.any(Error) });
});

test("switched off, nothing is counted", async () => {
  const db = testDatabase();
  expect(await passed(createLimits(db, { enabled: false, secret }), 100, "sign-in", "203.0.113.7")).toBe(100);
  expect(db.$client.prepare("SELECT count(*) FROM rate_limits").pluck().get()).toBe(0);
});
