import type { z } from "zod";
import type { TypedAnswers } from "#app/bookings/forms/answers.ts";
import type { Question } from "#app/catalog/model.ts";
import { AppError } from "#app/lib/errors.ts";
import type { BookBody } from "./book-input.ts";

type Given = NonNullable<z.output<typeof BookBody>["answers"]>;

/**
 * A client's answers as a form would have sent them.
 *
 * @throws AppError invalid on `answers.<slug>` for an unknown question, and for a checkbox that is neither true nor
 *   false
 */
export function typedAnswers(questions: Question[], given: Given): TypedAnswers {
  const fields: Record<string, string> = {};
  const typed = new Map<string, string | string[] | undefined>();
  for (const [slug, answer] of Object.entries(given)) {
    const question = questions.find((one) => one.slug === slug);
    if (!question) fields[`answers.${slug}`] = "This service has no such question.";
    else if (question.type === "boolean" && answer !== null && yesOrNo(answer) === null) fields[`answers.${slug}`] = "Please answer true or false.";
    else if (answer !== null) typed.set(slug, question.type === "boolean" ? (yesOrNo(answer) ? "Yes" : undefined) : Array.isArray(answer) ? answer : String(answer));
  }
  if (Object.keys(fields).length > 0) throw new AppError("invalid", "Please look at the answers again.", { fields });
  return Object.fromEntries(typed);
}

function yesOrNo(answer: NonNullable<Given[string]>): boolean | null {
  if (/^(true|yes)$/i.test(String(answer))) return true;
  return /^(false|no|)$/i.test(String(answer)) ? false : null;
}
