import { z } from "zod";
import type { Question } from "#app/catalog/model.ts";
import { answerFault } from "./answers.ts";

/** The answers a service's questions ask for, each with its own fault: told together with those of the other fields. */
export function answersTo(questions: Question[]) {
  const held = (question: Question) =>
    // As a list, which a field that was not sent at all is too: an optional one would not be looked at.
    z.array(z.string()).superRefine((typed, ctx) => {
      const message = answerFault(question, typed);
      if (message !== null) ctx.addIssue({ code: "custom", message });
    });
  return z.object(Object.fromEntries(questions.map((question) => [question.slug, held(question)])));
}
