import { parseOptions } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { hashPassword, isPassword, passwordProblem } from "./password.server.ts";

test("a password is hashed with argon2id, 19 MiB, two passes, and a salt of its own", async () => {
  const [one, two] = [await hashPassword("correct horse"), await hashPassword("correct horse")];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(parseOptions(one).saltLen).toBeGreaterThanOrEqual(16);
  expect(one).not.toBe(two);
});

test("only the password itself fits, however its accents were typed", async () => {
  const hash = await hashPassword("caf\u00e9 am Ring");
  expect(await isPassword(hash, "caf\u00e9 am Ring")).toBe(true);
  expect(await isPassword(hash, "cafe\u0301 am Ring")).toBe(true);
  expect(await isPassword(hash, "cafe am Ring")).toBe(false);
  expect(await isPassword(hash, "")).toBe(false);
});

test("for nobody the answer is no after the same work", async () => {
  const hash = await hashPassword("correct horse");
  expect(await isPassword(null, "correct horse")).toBe(false);
  const [known, unknown]: [number[], number[]] = [[], []];
  // In turns, so that whatever else the machine does slows both.
  for (let i = 0; i < 25; i++) {
    known.push(await msOf(hash));
    unknown.push(await msOf(null));
  }
  expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
  expect(median(unknown) / median(known)).toBeLessThan(2);
});

async function msOf(hash: string | null): Promise<number> {
  const start = performance.now();
  await isPassword(hash, "wrong password");
  return performance.now() - start;
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] as number;
}

test("a new password is long enough, not the address and not what is guessed first", () => {
  const problem = (password: string) => passwordProblem(password, "ana.costa@example.com");
  expect(problem("frontdesk-demo")).toBeNull();
  expect(problem("\u00fcber den Wolken")).toBeNull();
  expect(problem("x".repeat(199) + "y")).toBeNull();
  expect(problem("short")).toBe("Use at least 8 characters");
  expect(problem("xy".repeat(101))).toBe("Use at most 200 characters");
  for (const own of ["ana.costa@example.com", "Ana.Costa@Example.com", "ana.costa"]) expect(problem(own)).toBe("Choose one that is not your e-mail address");
  for (const common of ["password", "Password123", "12345678", "aaaaaaaaaa", "QWERTYUIOP"]) expect(problem(common)).toBe("This one is too easy to guess: choose another");
});
