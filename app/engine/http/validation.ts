import type { z } from "zod";
import { ApiFailure, badRequest } from "./failures.ts";

/** One invalid property, in the words of Cal.com's validation framework. */
interface Problem {
  property: string;
  value: unknown;
  target: unknown;
  constraints?: Record<string, string>;
  children: Problem[];
}

/** Booking bodies: unknown properties are rejected, and all errors are joined into one message. */
export function parseBookingBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw badRequest(problemsOf(result.error, body).map(sentence).join(", "));
}

/** Every other body and query: errors are listed under `details.errors`. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new ApiFailure(400, "BadRequestException", "Bad Request Exception", { errors: problemsOf(result.error, input) });
}

function problemsOf(error: z.ZodError, body: unknown): Problem[] {
  const root: Problem = { property: "", value: body, target: undefined, children: [] };
  for (const issue of error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) note(root, [...issue.path, key], "whitelistValidation", `property ${key} should not exist`);
    } else {
      note(root, issue.path, ruleOf(issue), issue.message);
    }
  }
  return root.children;
}

function note(root: Problem, path: PropertyKey[], rule: string, text: string): void {
  let problem = root;
  for (const step of path.length === 0 ? ["body"] : path) {
    const property = String(step);
    let child = problem.children.find((other) => other.property === property);
    if (!child) {
      const value = (problem.value as Record<string, unknown> | null | undefined)?.[property];
      child = { property, value, target: problem.value, children: [] };
      problem.children.push(child);
    }
    problem = child;
  }
  problem.constraints = { ...problem.constraints, [rule]: text };
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom" && typeof issue.params?.rule === "string") return issue.params.rule;
  if (issue.code === "invalid_type") return `is${issue.expected.charAt(0).toUpperCase()}${issue.expected.slice(1)}`;
  return { too_small: "min", too_big: "max", invalid_value: "isEnum", invalid_format: "matches" }[issue.code as string] ?? issue.code;
}

function sentence(problem: Problem): string {
  const constraints = Object.values(problem.constraints ?? {}).join(", ");
  return `${problem.property} property is wrong,${constraints} ${problem.children.map(sentence).join(", ")}`;
}
