import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import type { Question } from "./model.ts";
import { QuestionsForm, questionValues } from "./questions-form.ts";

const asked: Question[] = [
  { slug: "size", label: "Which size?", type: "select", required: true, options: ["Small", "Large"] },
  { slug: "age", label: "How old?", type: "number", required: false, hint: "In years." },
];

/** As a browser would send it. */
function sent(change: Record<string, string>) {
  const body = new FormData();
  const values = { ...questionValues(asked), version: "v", ...change };
  for (const [name, value] of Object.entries(values)) if (!(name.includes("required") && value === "")) body.append(name, value);
  return parseWithZod(body, { schema: QuestionsForm });
}

const questions = (change: Record<string, string>) => {
  const submission = sent(change);
  if (submission.status !== "success") throw new Error(JSON.stringify(submission.error));
  return submission.value.question;
};
const faults = (change: Record<string, string>) => Object.keys(sent(change).reply().error ?? {});

test("what is shown and sent back untouched is what was asked", () => {
  expect(questions({})).toEqual(asked);
  expect(questions({ "question.label[2]": "", "question.type[2]": "text", "question.slug[2]": "" })).toEqual(asked);
});

test("questions are added, put in order and taken out, and keep the key of their answers when they are reworded", () => {
  expect(questions({ "question.label[0]": "What size?", "question.place[0]": "9", "question.label[2]": "Name", "question.type[2]": "radio", "question.options[2]": "Yes\r\nNo\n\nYes", "question.required[2]": "on", "question.place[2]": "1" })).toEqual([
    { slug: "name-2", label: "Name", type: "radio", required: true, options: ["Yes", "No"] },
    asked[1],
    { ...asked[0], label: "What size?" },
  ]);
  expect(questions({ "question.remove[0]": "on", "question.label[2]": "Which size?", "question.type[2]": "text" }).map(({ slug }) => slug)).toEqual(["age", "which-size"]);
  expect(questions({ "question.slug[0]": "email", "question.slug[1]": "../x" }).map(({ slug }) => slug)).toEqual(["which-size", "how-old"]);
});

test("what is wrong stands at the field it is about", () => {
  expect(faults({ "question.label[1]": "" })).toEqual(["question.label[1]"]);
  expect(faults({ "question.options[0]": " " })).toEqual(["question.options[0]"]);
  expect(faults({ "question.type[1]": "password" })).toEqual(["question.type[1]"]);
  expect(faults({ "question.place[1]": "first" })).toEqual(["question.place[1]"]);
  expect(faults(Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`question.label[${index}]`, `Question ${index}`])))).toEqual(["question.label[20]"]);
});
