import { z } from "zod";
import { VISIBLE } from "../forms/details-form.ts";

export const NoteForm = z.object({ text: z.string("Please write something.").trim().regex(VISIBLE, "Please write something.").max(2_000, "Please use at most 2000 characters.") });
