import type { Question } from "#app/catalog/model.ts";
import { phoneNumber } from "#app/lib/phone.ts";

/** What the form sent: a text, or several for a group of checkboxes. */
export type TypedAnswers = Record<string, string | string[] | undefined>;

const LONGEST_ANSWER = 2_000;

/**
 * Check the answers to a service's own questions.
 *
 * @returns the non-empty answers, several joined by line breaks, and an error sentence for each invalid one
 */
export function readAnswers(questions: Question[], typed: TypedAnswers): { answers: Record<string, string>; faults: Record<string, string> } {
  const answers: Record<string, string> = {};
  const faults: Record<string, string> = {};
  for (const question of questions) {
    const given = givenOf(typed[question.slug]);
    const fault = faultOf(question, given);
    if (fault) faults[question.slug] = fault;
    else if (given.length > 0) answers[question.slug] = question.type === "boolean" ? "Yes" : given.join("\n");
  }
  return { answers, faults };
}

/** What is wrong with one answer, in a sentence; null if it is valid. */
export function answerFault(question: Question, typed: string | string[] | undefined): string | null {
  return faultOf(question, givenOf(typed));
}

const givenOf = (typed: string | string[] | undefined) => [typed ?? []].flat().map((text) => text.trim()).filter((text) => text !== "");

function faultOf(question: Question, given: string[]): string | null {
  if (given.length === 0) return question.required ? `Please answer “${question.label}”` : null;
  if (given.some((text) => text.length > LONGEST_ANSWER)) return `Please use at most ${LONGEST_ANSWER} characters.`;
  if (question.options && question.options.length > 0 && given.some((text) => !question.options?.includes(text))) return "Please choose one of the answers offered.";
  if (question.type === "number" && !Number.isFinite(Number(given[0]))) return "Please write a number.";
  if (question.type === "phone" && phoneNumber(given[0] as string) === null) return "Please write the number with its country code, such as +351 912 345 678.";
  return null;
}

/** The answers as Cal.com's booking fields expect them: numbers, booleans and lists are not strings there. */
export function wireAnswers(questions: Question[], answers: Record<string, string>): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const answer = answers[question.slug];
      return answer === undefined ? [] : [[question.slug, wireAnswer(question, answer)]];
    }),
  );
}

function wireAnswer(question: Question, answer: string): string | number | boolean | string[] {
  switch (question.type) {
    case "number":
      return Number(answer);
    case "boolean":
      return true;
    case "checkbox":
      return answer.split("\n");
    case "phone":
      return phoneNumber(answer) ?? answer;
    default:
      return answer;
  }
}
