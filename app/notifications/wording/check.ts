import { namesOf, VARIABLE } from "./fill.ts";

const SHOWN = 40;

/** What is wrong with the names in a wording, in a sentence; null if each is a known value. */
export function problemWithNames(text: string, variables: readonly string[]): string | null {
  const there = `There are ${variables.map((name) => `{${name}}`).join(", ")}.`;
  const unknown = namesOf(text).find((name) => !variables.includes(name));
  if (unknown !== undefined) return `{${short(unknown)}} is not a value here. ${there}`;
  const rest = text.replace(VARIABLE, "\0");
  const misspelt = /\{([^{}\0]*)\}/.exec(rest);
  if (misspelt) return `{${short(misspelt[1] as string)}} is not a name: names have no spaces. ${there}`;
  const lone = /[{}]/.exec(rest)?.[0];
  if (lone) return `There is a ${lone} without its ${lone === "{" ? "}" : "{"}. Braces may only enclose the name of a value. ${there}`;
  return null;
}

/** The first name whose value may be empty, which would drop a line that must always be sent. */
export function nameThatMayBeEmpty(text: string, mayBeEmpty: readonly string[]): string | null {
  return namesOf(text).find((name) => mayBeEmpty.includes(name)) ?? null;
}

function short(name: string): string {
  const line = name.replace(/\s+/g, " ");
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
