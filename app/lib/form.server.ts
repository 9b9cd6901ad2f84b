import type { Submission, SubmissionResult } from "@conform-to/dom";
import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import type { z } from "zod";
import { AppError, isAppError, type LookAt } from "./errors.ts";
import { withoutControlCharacters } from "./control-characters.ts";

/** What an action answers when it does not redirect. */
export type FormAnswer = ReturnType<typeof data<{ lastResult: SubmissionResult; lookAt?: LookAt }>>;

/** Never sent back with a refused form; a file has to be chosen again. */
const SECRET_FIELDS = ["password", "apiKey", "webhookSecrets", "file"];

/** Read the body once and validate it. A body that is not a form is a client error. */
export async function readForm<T extends z.ZodType>(request: Request, schema: T): Promise<Submission<z.output<T>>> {
  const body = await request.formData().catch((cause: unknown) => {
    throw new AppError("invalid", "The form could not be read. Please go back and send it again.", { cause });
  });
  return parseWithZod(wellNamed(body), { schema }) as Submission<z.output<T>>;
}

/** "name", "answers.slug", "guests[3]": what our forms have. */
const FIELD_NAME = /^[A-Za-z][\w-]*(?:\.[A-Za-z0-9-][\w-]*){0,2}(?:\[\d{0,2}\])?$/;


/**
 * Other names are ignored: conform would read "a[4294967294]" as a list that long and block the process for minutes,
 * and parse its own "__intent__" and "__state__", which only its scripts send, as JSON that may throw.
 */
function wellNamed(body: FormData): FormData {
  const kept = new FormData();
  for (const [name, value] of body) if (FIELD_NAME.test(name)) kept.append(name, typeof value === "string" ? withoutControlCharacters(value) : value);
  return kept;
}

/**
 * The form again with everything typed kept: validation errors (422), or the domain's refusal on the field it names
 * (409 and so on). Other errors are rethrown.
 */
export function refusedForm(submission: Submission<unknown>, error?: unknown): FormAnswer {
  if (error === undefined) return data({ lastResult: submission.reply({ hideFields: SECRET_FIELDS }) }, { status: 422 });
  if (!isAppError(error) || error.code === "not_found" || error.code === "forbidden") throw error;
  const fieldErrors = Object.fromEntries(Object.entries(error.fields).map(([field, text]) => [field, [text]]));
  // If a field error repeats the form error, show it once.
  const formErrors = Object.values(error.fields).includes(error.message) ? [] : [error.message];
  const lastResult = submission.reply({ formErrors, fieldErrors, hideFields: SECRET_FIELDS });
  return data({ lastResult, ...(error.lookAt && { lookAt: error.lookAt }) }, { status: error.status });
}

/** The form as typed, with what is to be shown for it. */
export function previewForm<Shown>(submission: Submission<unknown>, shown: Shown) {
  return data({ lastResult: submission.reply({ hideFields: SECRET_FIELDS }), shown });
}
