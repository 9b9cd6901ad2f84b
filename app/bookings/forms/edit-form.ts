import { z } from "zod";
import { oneLine, personFields, VISIBLE } from "./details-form.ts";

const text = (max: number, missing?: string) => z.string(missing).overwrite(oneLine).max(max, `Please use at most ${max} characters.`);

/** What a booking's edit page posts. An empty field clears its value. */
export const EditForm = z
  .object({
    title: text(200, "Please give the appointment a title.").regex(VISIBLE, "Please give the appointment a title."),
    name: personFields.name,
    email: personFields.email.optional(),
    phone: personFields.phone,
    location: text(500).optional(),
    notes: personFields.notes,
    /** More of them. */
    guests: personFields.guests,
    version: z.coerce.number("The form was incomplete. Please save again.").int("The form was incomplete. Please save again."),
  })
  .superRefine(({ email, phone }, ctx) => {
    if (!email && !phone) ctx.addIssue({ code: "custom", path: ["email"], message: "Please give an e-mail address or a phone number." });
  });

export type EditFields = "title" | "name" | "email" | "phone" | "location" | "notes" | "guests";
