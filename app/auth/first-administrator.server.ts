import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import { insertAccount } from "./accounts.server.ts";
import { Email } from "./email.ts";
import { hashPassword, passwordProblem } from "./password.server.ts";
import { openSession } from "./sessions.server.ts";
import { takeSetupToken } from "./setup-token.server.ts";

export const administratorFields = {
  name: z.string({ error: "Enter your name" }).trim().min(1, "Enter your name").max(80, "Use at most 80 characters"),
  email: Email,
  password: z.string({ error: "Choose a password" }),
};

type Administrator = z.output<z.ZodObject<typeof administratorFields>>;

/** Password rules depend on the person's e-mail; reported together with other errors. */
export function administratorRules<T extends z.ZodType<Pick<Administrator, "email" | "password">>>(form: T): T {
  const problem = (typed: { email?: unknown; password?: unknown }) =>
    typeof typed.password === "string" ? passwordProblem(typed.password, typeof typed.email === "string" ? typed.email : "") : null;
  return form.refine((typed) => problem(typed) === null, {
    path: ["password"],
    error: (issue) => problem(issue.input as object) ?? undefined,
    when: () => true,
  });
}

/**
 * Use the setup link: create an administrator and sign them in. Hashing runs first, on another thread; the returned
 * function joins the transaction that sets up the rest, so a failed setup leaves the link valid. It throws AppError
 * not_found when the link was already used.
 */
export async function firstAdministrator(deps: { clock: Clock; random: Random }, person: Administrator & { token: string }) {
  const { token, name, email, password } = person;
  const passwordHash = await hashPassword(password);
  return (tx: Tx): { userId: string; sessionId: string } => {
    const now = deps.clock();
    if (!takeSetupToken(tx, token, now)) throw new AppError("not_found", "There is no such page.");
    const userId = insertAccount(tx, { name, email, passwordHash, role: "admin" }, now, deps.random);
    recordEvent(tx, deps, { subjectType: "user", subjectId: userId, actor: `admin:${userId}`, action: "became the first administrator", source: "web" });
    return { userId, sessionId: openSession(tx, userId, now, deps.random) };
  };
}
