import { z } from "zod";
import type { Question } from "./model.ts";
import { freeSlug } from "./slugs.ts";

const QUESTION_TYPES = ["text", "textarea", "select", "radio", "checkbox", "phone", "number", "boolean"] as const satisfies Question["type"][];
const CHOICES: readonly string[] = ["select", "radio", "checkbox"];

const MOST_QUESTIONS = 20;
const MOST_ROWS = 40;
const MOST_CHOICES = 50;

/** Names Cal.com's form already uses. */
const TAKEN = ["name", "email", "title", "location", "notes", "guests", "phone"];

const column = z.array(z.string().optional()).max(MOST_ROWS).default([]);
const columns = { slug: column, label: column, type: column, required: column, hint: column, options: column, place: column, remove: column };
type Columns = z.output<z.ZodObject<typeof columns>>;

interface Row {
  index: number;
  slug: string;
  label: string;
  type: string;
  required: boolean;
  hint: string;
  options: string[];
  place: string;
}

/** A question that was filled in and is not to be removed. */
function rowsOf(typed: Columns): Row[] {
  const count = Math.max(typed.label.length, typed.slug.length);
  const rows = Array.from({ length: count }, (_, index): Row & { isGone: boolean } => ({
    index,
    slug: typed.slug[index] ?? "",
    label: typed.label[index]?.trim() ?? "",
    type: typed.type[index] ?? "text",
    required: typed.required[index] !== undefined,
    hint: typed.hint[index]?.trim() ?? "",
    options: [...new Set((typed.options[index] ?? "").split("\n").map((line) => line.trim()).filter(Boolean))],
    place: typed.place[index]?.trim() ?? "",
    isGone: typed.remove[index] !== undefined,
  }));
  return rows.filter(({ isGone, slug, label, hint, options }) => !isGone && (slug || label || hint || options.length > 0));
}

function faultOf({ label, type, hint, options, place }: Row): [keyof typeof columns, string] | null {
  if (label === "") return ["label", "Please write the question, or remove it."];
  if (label.length > 200) return ["label", "Please use at most 200 characters."];
  if (!QUESTION_TYPES.some((known) => known === type)) return ["type", "Please choose how it is answered."];
  if (CHOICES.includes(type) && options.length === 0) return ["options", "Please give at least one choice."];
  if (options.length > MOST_CHOICES) return ["options", `Please give at most ${MOST_CHOICES} choices.`];
  if (options.some((option) => option.length > 100)) return ["options", "Please use at most 100 characters for each choice."];
  if (hint.length > 200) return ["hint", "Please use at most 200 characters."];
  if (place !== "" && !/^\d{1,3}$/.test(place)) return ["place", "Please give a number."];
  return null;
}

const Questions = z
  .object(columns)
  .default({ slug: [], label: [], type: [], required: [], hint: [], options: [], place: [], remove: [] })
  .superRefine((typed, ctx) => {
    const rows = rowsOf(typed);
    if (rows.length > MOST_QUESTIONS) ctx.addIssue({ code: "custom", path: ["label", rows[MOST_QUESTIONS]!.index], message: `Please ask at most ${MOST_QUESTIONS} questions.` });
    for (const row of rows) {
      const fault = faultOf(row);
      if (fault) ctx.addIssue({ code: "custom", path: [fault[0], row.index], message: fault[1] });
    }
  })
  .transform((typed) => questionsOf(rowsOf(typed)));

/** In the order of their numbers. A question keeps its answer key forever, whatever its wording. */
function questionsOf(rows: Row[]): Question[] {
  const used = new Set(TAKEN);
  const keyOf = ({ slug, label }: Row) => {
    const key = /^[a-z0-9-]{1,60}$/.test(slug) && !used.has(slug) ? slug : freeSlug(label, "question", (taken) => used.has(taken) || rows.some((row) => row.slug === taken));
    used.add(key);
    return key;
  };
  const placed = [...rows].sort((a, b) => Number(a.place || MOST_ROWS + a.index) - Number(b.place || MOST_ROWS + b.index) || a.index - b.index);
  return placed.map((row): Question => ({
    slug: keyOf(row),
    label: row.label,
    type: row.type as Question["type"],
    required: row.required,
    ...(row.hint && { hint: row.hint }),
    ...(CHOICES.includes(row.type) && { options: row.options }),
  }));
}

export const QuestionsForm = z.object({ question: Questions, version: z.string().max(60) });

/** Questions as the form shows them, by the names of its fields. */
export function questionValues(questions: Question[]): Record<string, string> {
  return Object.fromEntries(
    questions.flatMap(({ slug, label, type, required, hint = "", options = [] }, index) =>
      Object.entries({ slug, label, type, required: required ? "on" : "", hint, options: options.join("\n"), place: String(index + 1) }).map(([name, value]) => [`question.${name}[${index}]`, value]),
    ),
  );
}
