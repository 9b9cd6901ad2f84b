import { z } from "zod";
import { BlockForm } from "../blocks/form.ts";
import { MOST_ROWS, MOST_TIMES } from "./absence.ts";

const text = z.string().max(300).optional().catch(undefined);
const repeated = z.preprocess((asked) => (asked === undefined ? [] : [asked].flat()), z.array(z.string().max(1_000)).max(MOST_ROWS)).catch([]);

/** Who is away when; then, for each appointment in its order, what was picked ("<booking>~reassign~<person>") and a note. */
export const AbsenceSearch = z.object({ date: z.iso.date().optional().catch(undefined), staff: text, from: text, until: text, reason: text, pick: repeated, note: repeated });
export type AbsenceSearch = z.output<typeof AbsenceSearch>;

const Row = z.object({
  bookingId: z.string().max(60),
  choice: z.enum(["reassign", "offer", "cancel", "keep"]),
  toStaffId: z.string().max(60).optional(),
  times: z.array(z.number().int()).max(MOST_TIMES).optional(),
  note: z.string().trim().max(500, "Please use at most 500 characters for a note.").optional(),
});

/** The confirmation carries all that was shown, so that what is done is what was read. */
export const AbsenceForm = BlockForm.safeExtend({
  rows: z.string().max(200_000).transform((json, ctx) => {
    try {
      return z.array(Row).max(MOST_ROWS).parse(JSON.parse(json));
    } catch {
      ctx.addIssue({ code: "custom", message: "Please look at the appointments again." });
      return z.NEVER;
    }
  }),
  key: z.string().min(16).max(60),
  when: z.enum(["later", "now"]).default("later"),
});
