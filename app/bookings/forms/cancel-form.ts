import { z } from "zod";

export const CancelInput = z.object({ reason: z.string().trim().max(1_000, "Please use at most 1000 characters.").optional() });
