import { z } from "zod";
import { personFields } from "./details-form.ts";

const text = (max: number) => z.string().trim().max(max, `Please use at most ${max} characters.`);

/** What a booking's edit page posts. An emptied field empties what it stands for. */
export const EditForm = z
  .object({
    title: text(200).min(1),
    name: personFields.name,
    email: personFields.email.optional(),
    phone: personFields.phone,
    location: text(500).optional(),
    notes: personFields.notes,
    version: z.coerce.number().int(),
  })
  .superRefine(({ email, phone }, ctx) => {
    if (!email && !phone) ctx.addIssue({ code: "custom", path: ["email"], message: "Please give an e-mail address or a phone number." });
  });

export type EditFields = "title" | "name" | "email" | "phone" | "location" | "notes";
