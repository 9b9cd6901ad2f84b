import { z } from "zod";

export const TokenForm = z.object({
  name: z.string("Please say what it is for.").trim().min(1, "Please say what it is for.").max(60, "Please use at most 60 characters."),
  access: z.enum(["read", "write"], "Please choose what it may do."),
});
