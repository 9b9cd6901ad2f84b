import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import { z } from "zod";
import { personFields, withTexts } from "./details-form.ts";

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

test("texts need a number with its country code, said beside what else is wrong", () => {
  const ask = (fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return parseWithZod(body, { schema: withTexts(z.object({ ...personFields, textMe: z.boolean().optional().catch(undefined) })) });
  };
  const whole = { name: "Ana", email: "ana@example.com" };
  const fault = ["Please write the number with its country code, such as +351 912 345 678."];
  expect(ask({ ...whole, textMe: "on" }).reply().error).toEqual({ phone: fault });
  expect(ask({ email: "ana", textMe: "on", phone: "912 345 678" }).reply()).toMatchObject({ error: { phone: fault, name: expect.any(Array) as string[], email: expect.any(Array) as string[] }, initialValue: { textMe: "on", phone: "912 345 678" } });
  expect(ask({ ...whole, phone: "912 345 678" }).status).toBe("success");
  expect(ask({ ...whole, phone: "00351 912-345-678", textMe: "on" })).toMatchObject({ status: "success", value: { textMe: true } });
});
