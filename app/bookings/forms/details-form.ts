import { z } from "zod";
import { phoneNumber } from "#app/lib/phone.ts";

const LONGEST_NAME = 100;
const LONGEST_NOTES = 10_000;
const MOST_GUESTS = 10;

const Email = z.email();

/** Several addresses as people write them: one per line, or comma-separated. */
const Guests = z
  .string()
  .optional()
  .transform((typed, ctx) => {
    const guests = [...new Set((typed ?? "").split(/[\s,;]+/).filter(Boolean))];
    const wrong = guests.find((guest) => !Email.safeParse(guest).success);
    if (wrong !== undefined) ctx.addIssue({ code: "custom", message: `“${wrong.slice(0, 80)}” is not an e-mail address.` });
    if (guests.length > MOST_GUESTS) ctx.addIssue({ code: "custom", message: `Please name at most ${MOST_GUESTS} people.` });
    return guests;
  });

/** Names and titles appear in calendar entries, mails and lists: one line with at least one visible character. */
export const VISIBLE = /[^\p{C}\p{Z}\p{M}]/u;
export const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** Browsers send two characters per line break but count one. */
const unixLines = (text: string) => text.replace(/\r\n?/g, "\n");

const PHONE_FAULT = "Please write the number with its country code, such as +351 912 345 678.";

/** Requires a number that can receive texts if the box is ticked. */
export function withTexts<T extends z.ZodType<{ phone?: string | undefined; textMe?: boolean | undefined }>>(form: T) {
  // Reported together with other errors, not only after those are fixed.
  return form.refine(({ phone, textMe }) => !textMe || phoneNumber(phone ?? "") !== null, { path: ["phone"], error: PHONE_FAULT, when: ({ value }) => typeof value === "object" && value !== null });
}

/** Who comes, and what they want to say. */
export const personFields = {
  name: z.string("Please tell us your name.").overwrite(oneLine).regex(VISIBLE, "Please tell us your name.").max(LONGEST_NAME, `Please use at most ${LONGEST_NAME} characters.`),
  email: z.string("Please give your e-mail address.").trim().max(254, "Please give an e-mail address.").pipe(z.email("Please write an e-mail address such as name@example.com.")),
  phone: z
    .string()
    .trim()
    .regex(/^[+()\d\s.\-/]{5,30}$/, PHONE_FAULT)
    .optional(),
  guests: Guests,
  notes: z.string().overwrite(unixLines).trim().max(LONGEST_NOTES, "Please use at most 10,000 characters.").optional(),
};
