import { isolated } from "../bidi.ts";

/** What a message says in words. */
export interface Wording {
  subject: string;
  /** One paragraph a line. */
  text: string;
}

export type Values = Partial<Record<string, string>>;

export const VARIABLE = /\{([^{}\s]+)\}/g;

/** Fill in the values. A line with an empty value is left out. */
export function fill({ subject, text }: Wording, values: Values): Wording {
  const lines = text.split("\n").filter((line) => namesOf(line).every((name) => (values[name] ?? "") !== ""));
  const apart = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolated(value ?? "")]));
  return { subject: filled(subject, apart), text: lines.map((line) => filled(line, apart)).join("\n") };
}

/** The names between braces, in order. */
export function namesOf(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, name]) => name as string);
}

/** In one pass, since braces in a value are user input. */
export function filled(line: string, values: Values): string {
  return line.replace(VARIABLE, (_, name: string) => values[name] ?? "");
}
