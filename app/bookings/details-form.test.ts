import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import { z } from "zod";
import { personFields } from "./details-form.ts";

function sent(fields: [string, string][]) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return parseWithZod(body, { schema: z.object(personFields) });
}

const person: [string, string][] = [["name", " Ana "], ["email", "ana@example.com"]];

test("a name and an e-mail are enough", () => {
  expect(sent(person)).toMatchObject({ status: "success", value: { name: "Ana", email: "ana@example.com", guests: [] } });
  expect(sent([["name", "   "], ["email", "ana"]]).reply().error).toEqual({ name: ["Please tell us your name."], email: ["Please write an e-mail address such as name@example.com."] });
});

test("guests are read as people write them, each once", () => {
  const typed = sent([...person, ["guests", "bo@example.com, cy@example.com\nbo@example.com"]]);
  expect(typed).toMatchObject({ value: { guests: ["bo@example.com", "cy@example.com"] } });
  expect(sent([...person, ["guests", "bo@example.com; Cy"]]).reply().error).toEqual({ guests: ["“Cy” is not an e-mail address."] });
});

test("a name is one line that one can see", () => {
  expect(sent([["name", "Ana\r\n  Costa\u00a0"], ["email", "ana@example.com"]])).toMatchObject({ status: "success", value: { name: "Ana Costa" } });
  for (const name of ["\u200b", "\u202e", "\u2060\u0301"]) {
    expect(sent([["name", name], ["email", "ana@example.com"]]).reply().error).toEqual({ name: ["Please tell us your name."] });
  }
});
