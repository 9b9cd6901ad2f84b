import { z } from "zod";
import type { Branch } from "./model.ts";
import { BranchInput, email, slug } from "./schema.ts";

const { name, address, timeZone, arrivalNotes } = BranchInput.shape;
const fields = { name, address, timeZone, arrivalNotes, slug: slug.optional(), phone: z.string().trim().max(40, "Please use at most 40 characters.").optional(), email: email.optional() };

export const NewBranchForm = z.object(fields);
export const BranchForm = z.object({ ...fields, version: z.string().max(60) });

/** The columns a form asks for. */
export function branchOf(form: z.output<typeof NewBranchForm>) {
  return { ...form, phone: form.phone ?? null, email: form.email ?? null };
}

/** A branch as its form shows it. */
export function branchValues(branch: Pick<Branch, keyof typeof fields>): Record<keyof typeof fields, string> {
  const { name, slug, address, timeZone, arrivalNotes, phone, email } = branch;
  return { name, slug, address, timeZone, arrivalNotes, phone: phone ?? "", email: email ?? "" };
}
