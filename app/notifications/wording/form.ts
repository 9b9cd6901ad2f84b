import { z } from "zod";
import { oneLine } from "../address.ts";
import { plainText } from "../sms/segments.ts";
import { isTexted } from "../sms/wording.ts";
import { nameThatMayBeEmpty, problemWithNames } from "./check.ts";
import { namesOf } from "./fill.ts";
import { KINDS, MAY_BE_EMPTY, ONLY_IN_SMS, variablesOf, type MessageKind } from "./kinds.ts";
import { MOST } from "./limits.ts";

export const WordingParams = z.object({ kind: z.enum(Object.keys(KINDS) as [MessageKind, ...MessageKind[]]) });

const draft = z.string().overwrite(unixLines).optional().catch(undefined);

/** A draft wording, which may still be invalid. Missing fields are as stored. */
export const WordingDraft = z.object({ subject: draft, text: draft, sms: draft });
export type WordingDraft = z.output<typeof WordingDraft>;

/** The same from the form, which has all fields: an empty one counts as empty, not missing. */
export const TypedWording = WordingDraft.transform(({ subject = "", text = "", sms = "" }) => ({ subject, text, sms }));

/** An SMS always has company and time; not every appointment has a person and a branch. */
const MAY_LACK_IN_SMS = [...MAY_BE_EMPTY, "person", "branch"];

/** What a kind may be made to say. */
export function WordingForm(kind: MessageKind) {
  const needed = ONLY_IN_SMS[kind];
  const named = (schema: z.ZodString, more: readonly string[] = []) => schema.superRefine((text, ctx) => refuse(ctx, problemWithNames(text, [...variablesOf(kind), ...more])));
  const subject = named(filledIn("a subject", MOST.subject).overwrite(oneLine)).superRefine((text, ctx) => refuse(ctx, missing(nameThatMayBeEmpty(text, MAY_BE_EMPTY), "the subject")));
  const text = named(filledIn("a text", MOST.text));
  const sms = named(filledIn("a text for SMS", MOST.sms), needed && [needed]).superRefine((value, ctx) => refuse(ctx, problemWithFirst(value.split("\n")[0] ?? "", needed)));
  return z.object({ subject, text, sms: isTexted(kind) ? sms : z.string().optional().transform(() => undefined) });
}
export type WordingForm = z.output<ReturnType<typeof WordingForm>>;

export const RestoreForm = z.object({ channel: z.enum(["mail", "sms"]) });

function filledIn(what: string, most: number) {
  return z.string(`Enter ${what}.`).overwrite(unixLines).trim().min(1, `Enter ${what}.`).max(most, `Use at most ${most.toLocaleString("en")} characters.`);
}

/** Forms send line ends as "\r\n", which would count twice. */
function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function problemWithFirst(line: string, needed: string | undefined): string | null {
  if (needed !== undefined && !namesOf(line).includes(needed)) return `The first line must name {${needed}}: without it nobody can do what is asked.`;
  return plainText(line) === "" ? "The first line says nothing." : missing(nameThatMayBeEmpty(line, MAY_LACK_IN_SMS), "the first line");
}

function missing(name: string | null, where: string): string | null {
  return name && `{${name}} may be empty, so it cannot stand in ${where}.`;
}

function refuse(ctx: z.RefinementCtx, message: string | null): void {
  if (message !== null) ctx.addIssue({ code: "custom", message });
}
