import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Question } from "#app/catalog/model.ts";
import { answersTo } from "./answers-form.ts";

const questions: Question[] = [
  { slug: "reason", label: "Why?", type: "select", required: true, options: ["Back", "Knee"] },
  { slug: "where-it-hurts", label: "Where?", type: "checkbox", required: false, options: ["Left", "Right"] },
];
const schema = z.object({ name: z.string("Please tell us your name."), answers: answersTo(questions) });

function submit(...fields: [string, string][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return parseWithZod(form, { schema });
}

test("a missing answer is told together with what else is missing", () => {
  expect(submit().reply().error).toEqual({ name: ["Please tell us your name."], "answers.reason": ["Please answer “Why?”"] });
});

test("an answer nobody offered is told on its question", () => {
  expect(submit(["name", "Ada"], ["answers.reason", "Toothache"]).reply().error).toEqual({ "answers.reason": ["Please choose one of the answers offered."] });
});

test("one answer, several, and none where it may stay open are read as lists", () => {
  const read = (...fields: [string, string][]) => {
    const submission = submit(["name", "Ada"], ["answers.reason", "Back"], ...fields);
    return submission.status === "success" ? submission.value.answers : submission.reply().error;
  };
  expect(read()).toEqual({ reason: ["Back"], "where-it-hurts": [] });
  expect(read(["answers.where-it-hurts", "Left"])).toEqual({ reason: ["Back"], "where-it-hurts": ["Left"] });
  expect(read(["answers.where-it-hurts", "Left"], ["answers.where-it-hurts", "Right"])).toEqual({ reason: ["Back"], "where-it-hurts": ["Left", "Right"] });
});

test("a service without questions asks for no answers", () => {
  expect(parseWithZod(new FormData(), { schema: z.object({ answers: answersTo([]) }) }).status).toBe("success");
});
