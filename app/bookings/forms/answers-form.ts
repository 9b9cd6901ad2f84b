import { z } from "zod";
import type { Question } from "#app/catalog/model.ts";
import { answerFault } from "./answers.ts";

/** The answers to a service's questions, each with its own error, reported together with those of the other fields. */
export function answersTo(questions: Question[]) {
  const held = (question: Question) =>
    // As a list, which covers a field that was not sent at all: an optional one would not be checked.
    z.array(z.string()).superRefine((typed, ctx) => {
      const message = answerFault(question, typed);
      if (message !== null) ctx.addIssue({ code: "custom", message });
    });
  return z.object(Object.fromEntries(questions.map((question) => [question.slug, held(question)])));
}
