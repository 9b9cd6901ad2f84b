import { z } from "zod";
import { Temporal } from "temporal-polyfill";

const moment = (missing: string) => z.string(missing).regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, missing).refine(isDate, { error: missing, abort: true });

/** The form that blocks time; `from` and `until` by the person's clock, "2026-11-25T13:00". Staff is a slug. */
export const BlockForm = z
  .object({
    staff: z.string("Choose whose time it is.").max(100),
    from: moment("Say from when, as a day and a time."),
    until: moment("Say until when, as a day and a time."),
    reason: z.string().trim().max(200, "Please use at most 200 characters.").default(""),
    repeat: z.iso.date("Choose the last day.").optional(),
    /** Ids of the appointments in that time the desk was shown. */
    seen: z.string().max(20_000).default("").transform((text) => text.split(" ").filter(Boolean)),
  })
  .superRefine(({ from, until, repeat }, ctx) => {
    const problem = (path: "until" | "repeat", message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    const [start, end] = [Temporal.PlainDateTime.from(from), Temporal.PlainDateTime.from(until)];
    const days = start.until(end).total({ unit: "days", relativeTo: start });
    if (days <= 0) return problem("until", "The end has to come after the beginning.");
    if (days > 31) return problem("until", "Block at most 31 days at once.");
    if (!repeat) return;
    if (days > 7) problem("repeat", "What repeats every week can be at most a week long.");
    if (repeat < from.slice(0, 10)) problem("repeat", "The last day has to come after the first.");
    if (repeat > start.toPlainDate().add({ years: 1 }).toString()) problem("repeat", "Repeat it for a year at most.");
  });
export type BlockForm = z.output<typeof BlockForm>;

const text = z.string().max(300).optional().catch(undefined);

/** The page's query: a day to start with, or everything that was typed, to see the appointments in that time. */
export const BlockSearch = z.object({ date: z.iso.date().optional().catch(undefined), staff: text, from: text, until: text, reason: text, repeat: text });
export type BlockSearch = z.output<typeof BlockSearch>;

/** 30 February matches the pattern of a date. */
function isDate(moment: string): boolean {
  try {
    Temporal.PlainDateTime.from(moment, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}
