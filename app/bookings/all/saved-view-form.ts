import { z } from "zod";

/** Keep the filters under a name, rename a view, or delete it. */
export const SavedViewForm = z.object({
  intent: z.enum(["keep", "rename", "delete"]),
  id: z.string().max(64).default(""),
  name: z.string("Give the view a name.").trim().min(1, "Give the view a name.").max(60, "At most 60 letters."),
  query: z.string().max(4000).default(""),
});
export type SavedViewForm = z.output<typeof SavedViewForm>;
