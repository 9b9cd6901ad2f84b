import type { Question, Service } from "#app/catalog/model.ts";
import { answerFault, type TypedAnswers } from "../forms/answers.ts";
import { answerKey } from "./read-file.ts";

/** A row's answers to its service's questions; an error sentence if one is missing or cannot be read. */
export function answersOf({ name, questions }: Service, cells: Record<string, string>): { answers: TypedAnswers } | { refused: string } {
  const answers: TypedAnswers = {};
  for (const question of questions) {
    const cell = cells[answerKey(question.label)] ?? cells[answerKey(question.slug)] ?? "";
    const typed = typedAs(question, cell);
    if (typed === null) return { refused: `“${question.label}”: please write yes or no` };
    const fault = answerFault(question, typed);
    if (fault !== null) return { refused: cell === "" ? `${name} asks “${question.label}”: it needs an answer in a column of that name` : `“${question.label}”: ${fault}` };
    answers[question.slug] = typed;
  }
  return { answers };
}

/** A cell as a form would have sent it; null for a checkbox that is neither yes nor no. */
function typedAs({ type, options = [] }: Question, cell: string): string | string[] | null {
  const chosen = (text: string) => options.find((option) => option.toLowerCase() === text.trim().toLowerCase()) ?? text;
  switch (type) {
    case "boolean":
      return YES.test(cell) ? "on" : NO.test(cell) ? "" : null;
    case "checkbox":
      return cell.split(/[;\n]/).map(chosen);
    default:
      return chosen(cell);
  }
}

const YES = /^(yes|true|on|x|1)$/i;
const NO = /^(no|false|off|0|)$/i;
