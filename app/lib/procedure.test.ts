import type { SubmissionResult } from "@conform-to/dom";
import { redirect, type TypedResponse } from "@remix-run/node";
import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "./errors.ts";
import type { Log } from "./log.server.ts";
import { publicProcedure } from "./procedure.server.ts";
import { testApp, testContext } from "./testing.ts";

const context = testContext();

function get(path: string, params: Record<string, string> = {}) {
  return { request: new Request(`http://localhost:3000${path}`), context, params };
}

function post(fields: Record<string, string> | [string, string][], at: { path?: string; params?: Record<string, string> } = {}) {
  const request = new Request(`http://localhost:3000${at.path ?? "/"}`, { method: "POST", body: new URLSearchParams(fields) });
  return { request, context, params: at.params ?? {} };
}

/** What a page gets to draw, or the error boundary when it was thrown: the status and the data. */
async function answered(answer: Promise<unknown>) {
  const { init, data } = (await answer) as { init: { status: number }; data: Record<string, never> };
  return { status: init.status, ...data } as { status: number; lastResult?: { error?: Record<string, string[]>; initialValue?: Record<string, unknown> }; [key: string]: unknown };
}

const thrown = (answer: Promise<unknown>) => answer.then(() => expect.fail("it was answered"), (error: unknown) => error);
const done = async (): Promise<TypedResponse<never>> => redirect("/done");

test("guards run in their order, each sees what those before gave, and the handler gets it all", async () => {
  const loader = publicProcedure
    .guard(() => ({ one: 1 }))
    .guard(async ({ ctx, request }) => ({ two: ctx.one + 1, path: new URL(request.url).pathname }))
    .query(async ({ ctx }) => ({ one: ctx.one, two: ctx.two, path: ctx.path, app: ctx.app }));
  expect(await loader(get("/here"))).toEqual({ one: 1, two: 2, path: "/here", app: context.app });
});

test("guards come before input: a stranger learns nothing from what a page would read", async () => {
  const refused = publicProcedure.guard(() => {
    throw new AppError("forbidden", "Not for you.");
  });
  const schemas = { params: z.object({ id: z.literal("no") }), form: z.object({ name: z.string() }) };
  expect(await answered(thrown(refused.input({ params: schemas.params }).query(async () => "secret")(get("/", { id: "x" }))) as Promise<unknown>)).toMatchObject({ status: 403 });
  const args = post({});
  expect(await answered(thrown(refused.input(schemas).mutation(done)(args)))).toMatchObject({ status: 403, message: "Not for you." });
  expect(args.request.bodyUsed).toBe(false);
});

test("a guard that throws an answer, such as the way to sign in, has the last word", async () => {
  const away = publicProcedure.guard(() => {
    throw redirect("/sign-in");
  });
  for (const answer of [away.query(async () => 1)(get("/")), away.mutation(done)(post({}))]) {
    expect(await thrown(answer)).toMatchObject({ status: 302 });
  }
});

test("what a customer is asked to do about a refusal is not asked of the desk, on pages and forms alike", async () => {
  const refusing = async () => {
    throw new AppError("conflict", "Not in the calendar. Please call us.", { atDesk: "Not in the calendar.", retryAfterMs: 5_000, fields: { start: "Gone." } });
  };
  for (const [atDesk, words] of [[true, "Not in the calendar."], [false, "Not in the calendar. Please call us."]] as const) {
    const asked = publicProcedure.guard(() => ({ atDesk }));
    expect(await answered(thrown(asked.query(refusing)(get("/"))))).toMatchObject({ status: 409, message: words });
    expect(await answered(thrown(asked.mutation(refusing)(post({}))))).toMatchObject({ status: 409, message: words });
    const { lastResult } = await answered(asked.input({ form: z.object({}) }).mutation(refusing)(post({})));
    expect(lastResult?.error).toEqual({ "": [words], start: ["Gone."] });
  }
});

test("a guard added to a procedure is not there on the procedure it was added to", async () => {
  let asked = 0;
  publicProcedure.guard(() => ({ asked: ++asked }));
  await publicProcedure.query(async () => 1)(get("/"));
  expect(asked).toBe(0);
});

test("params that name nothing answer 404, for a page and for a change", async () => {
  const schemas = { params: z.object({ id: z.string().regex(/^\d+$/).transform(Number) }) };
  const page = publicProcedure.input(schemas).query(async ({ input }) => input.params.id + 1);
  expect(await page(get("/", { id: "41" }))).toBe(42);
  expect(await answered(thrown(page(get("/", { id: "x" }))))).toMatchObject({ status: 404, reason: "not_found", requestId: "request-1" });
  const change = publicProcedure.input({ ...schemas, form: z.object({}) }).mutation(done);
  expect(await answered(thrown(change(post({}, { params: { id: "x" } }))))).toMatchObject({ status: 404 });
});

test("a broken search falls back, field by field where the schema says how, else as a whole", async () => {
  const fieldwise = z.object({ page: z.coerce.number().int().min(1).catch(1), q: z.string().catch("") });
  const byField = publicProcedure.input({ search: fieldwise }).query(async ({ input }) => input.search);
  expect(await byField(get("/?page=3&q=ana"))).toEqual({ page: 3, q: "ana" });
  expect(await byField(get("/?page=-1&q=ana"))).toEqual({ page: 1, q: "ana" });
  expect(await byField(get("/?page=3&q=a&q=b"))).toEqual({ page: 3, q: "" });
  const whole = publicProcedure.input({ search: z.object({ week: z.string().regex(/^\d{4}-W\d\d$/).optional() }) }).query(async ({ input }) => input.search);
  expect(await whole(get("/?week=2026-W47"))).toEqual({ week: "2026-W47" });
  expect(await whole(get("/?week=soon"))).toEqual({});
});

test("a value given twice is a list", async () => {
  const page = publicProcedure.input({ search: z.object({ status: z.array(z.string()).catch([]) }) }).query(async ({ input }) => input.search.status);
  expect(await page(get("/?status=pending&status=confirmed"))).toEqual(["pending", "confirmed"]);
});

const form = z.object({ name: z.string({ error: "Enter a name" }), start: z.string().optional(), password: z.string().optional(), answers: z.object({ allergies: z.string().optional() }).optional() });
const typed = { name: "Ana", start: "10:00", password: "correct horse", "answers.allergies": "nuts" };

test("a good form reaches the handler, with search and params, and its answer is the redirect", async () => {
  let got: unknown;
  const action = publicProcedure.input({ form, search: z.object({ zone: z.string() }), params: z.object({ id: z.string() }) }).mutation(async ({ input }) => {
    got = input;
    return redirect("/done");
  });
  const answer = await action(post(typed, { path: "/?zone=UTC", params: { id: "7" } }));
  expect(answer).toMatchObject({ status: 302 });
  expect(got).toEqual({ form: { name: "Ana", start: "10:00", password: "correct horse", answers: { allergies: "nuts" } }, search: { zone: "UTC" }, params: { id: "7" } });
});

test("a bad form comes back with 422, its errors and everything typed but the password; the handler never runs", async () => {
  const action = publicProcedure.input({ form }).mutation(async () => expect.fail("it ran"));
  const answer = await answered(action(post({ ...typed, name: "" })));
  expect(answer.status).toBe(422);
  expect(answer.lastResult?.error).toEqual({ name: ["Enter a name"] });
  expect(answer.lastResult?.initialValue).toMatchObject({ start: "10:00", answers: { allergies: "nuts" } });
  expect(JSON.stringify(answer)).not.toContain("correct horse");
});

test("a form that is only looked at comes back as it was typed, with what there is to see; a bad one with its errors", async () => {
  const action = publicProcedure.input({ form }).preview(async ({ input }) => ({ letters: input.form.name.length }));
  const { data, init } = (await action(post(typed))) as { data: { lastResult: SubmissionResult; shown: object }; init: ResponseInit | null };
  expect([data.shown, data.lastResult.initialValue, init?.status]).toEqual([{ letters: 3 }, { name: "Ana", start: "10:00", answers: { allergies: "nuts" } }, undefined]);
  expect(await answered(action(post({ ...typed, name: "" })))).toMatchObject({ status: 422, lastResult: { error: { name: ["Enter a name"] } } });
});

test("a refusal of the domain lands on its field with its status, everything typed kept", async () => {
  const action = publicProcedure.input({ form }).mutation(async () => {
    throw new AppError("conflict", "Someone just took 10:00.", { fields: { start: "That time was just taken" } });
  });
  const answer = await answered(action(post(typed)));
  expect(answer.status).toBe(409);
  expect(answer.lastResult?.error).toEqual({ "": ["Someone just took 10:00."], start: ["That time was just taken"] });
  expect(answer.lastResult?.initialValue).toMatchObject({ name: "Ana", answers: { allergies: "nuts" } });
  expect(JSON.stringify(answer)).not.toContain("correct horse");
});

test("a refusal that says the same of the field and of the form is said once", async () => {
  const action = publicProcedure.input({ form }).mutation(async () => {
    throw new AppError("invalid", "Too short", { fields: { password: "Too short" } });
  });
  expect((await answered(action(post(typed)))).lastResult?.error).toEqual({ password: ["Too short"] });
});

test("too many tries and a far end that is down give the form back with 429 and 503; the latter is logged", async () => {
  const lines: unknown[] = [];
  const log: Log = { ...context.log, error: (line: unknown) => void lines.push(line) };
  for (const [code, status, retryAfterMs, seconds] of [["rate_limited", 429, 899_100, "900"], ["upstream_down", 503, undefined, "60"]] as const) {
    const action = publicProcedure.input({ form }).mutation(async () => {
      throw new AppError(code, "Later, please.", { cause: new Error("why"), retryAfterMs });
    });
    const context = testContext(testApp(), { log });
    const answer = await answered(action({ ...post(typed), context }));
    expect(context.responseHeaders.get("Retry-After")).toBe(seconds);
    expect(answer).toMatchObject({ status, lastResult: { initialValue: { name: "Ana" }, error: { "": ["Later, please."] } } });
  }
  expect(lines).toEqual([expect.objectContaining({ reason: "upstream_down" })]);
});

test("not found and forbidden are pages, not errors of the form", async () => {
  for (const [code, status] of [["not_found", 404], ["forbidden", 403]] as const) {
    const action = publicProcedure.input({ form }).mutation(async () => {
      throw new AppError(code, "No.");
    });
    expect(await answered(thrown(action(post(typed))))).toMatchObject({ status, reason: code, message: "No." });
  }
});

test("without a form a refusal is a page, named by its cause's finer reason", async () => {
  const action = publicProcedure.mutation(async () => {
    throw new AppError("conflict", "Taken.", { cause: Object.assign(new Error(), { code: "slot_unavailable" }) });
  });
  expect(await answered(thrown(action(post({}))))).toEqual({ status: 409, message: "Taken.", reason: "slot_unavailable", requestId: "request-1" });
});

test("a file that is refused is refused in a plain sentence", async () => {
  const loader = publicProcedure.file(async () => {
    throw new AppError("not_found", "This link leads to no appointment.");
  });
  const answer = (await thrown(loader(get("/booking/gone.ics")))) as Response;
  expect([answer.status, answer.headers.get("Content-Type"), await answer.text()]).toEqual([404, "text/plain; charset=utf-8", "This link leads to no appointment.\n"]);
});

test("what nobody expected goes on as it is", async () => {
  const bug = new TypeError("undefined is not a function");
  const loader = publicProcedure.query(async () => Promise.reject(bug));
  const action = publicProcedure.input({ form }).mutation(async () => Promise.reject(bug));
  expect(await thrown(loader(get("/")))).toBe(bug);
  expect(await thrown(action(post(typed)))).toBe(bug);
});

test("a body that is no form is the sender's error", async () => {
  const action = publicProcedure.input({ form }).mutation(done);
  for (const init of [{ body: "{}", headers: { "Content-Type": "application/json" } }, { body: "--x", headers: { "Content-Type": "multipart/form-data; boundary=y" } }]) {
    const request = new Request("http://localhost:3000/", { method: "POST", ...init });
    expect(await answered(thrown(action({ request, context, params: {} })))).toMatchObject({ status: 422 });
  }
});

test("field names no form of ours has are not read: neither slow, nor failing, nor reaching for a prototype", async () => {
  const action = publicProcedure.input({ form }).mutation(done);
  const hostile = ["__intent__", "__state__", "name[4294967294]", "name[99999999999]", "__proto__.polluted", "constructor[prototype]", "a..b", "[", "a[b", "", "x".repeat(9_000) + ".y".repeat(9_000)];
  for (const name of hostile) expect(await action(post([["name", "Ana"], [name, "x"]]))).toMatchObject({ status: 302 });
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test("names that contradict each other, and a file where a text belongs, are a bad form", async () => {
  const action = publicProcedure.input({ form }).mutation(done);
  const clashes: [string, string][][] = [
    [["name", "Ana"], ["name.x", "y"]],
    [["name.x", "y"], ["name", "Ana"]],
    [["name", "Ana"], ["name[0]", "y"]],
    [["name", "Ana"], ["name", "Bo"]],
    [["name", "Ana"], ["answers", "x"], ["answers.allergies", "y"]],
    [["name", "Ana"], ["constructor.prototype.polluted", "yes"]],
  ];
  for (const fields of clashes) {
    const answer = (await action(post(fields))) as { status?: number; init?: { status: number } };
    expect([302, 422]).toContain(answer.status ?? answer.init?.status);
  }
  const body = new FormData();
  body.append("name", new File(["x"], "name.txt"));
  const request = new Request("http://localhost:3000/", { method: "POST", body });
  expect(await answered(action({ request, context, params: {} }))).toMatchObject({ status: 422, lastResult: { error: { name: ["Enter a name"] } } });
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test("control characters are not read, line breaks and tabs are", async () => {
  const action = publicProcedure.input({ form: z.object({ name: z.string() }) }).mutation(async ({ input }) => redirect(`/${encodeURIComponent(input.form.name)}`));
  const answer = (await action(post({ name: "a\0b\u0007\u009f\tc\nd" }))) as unknown as Response;
  expect(answer.headers.get("Location")).toBe("/ab%09c%0Ad");
});
