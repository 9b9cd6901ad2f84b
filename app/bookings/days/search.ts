import { z } from "zod";

/** Absurd dates count as no date. */
const date = z.iso.date().refine((text) => text.startsWith("20")).optional().catch(undefined);
const slug = z.string().trim().min(1).max(100).optional().catch(undefined);

/** Which day sheet. `staff` and `branch` are slugs. */
export const DaySearch = z.object({ date, staff: slug, branch: slug, by: z.enum(["person", "branch"]).catch("person") });
export type DaySearch = z.output<typeof DaySearch>;

/** Which days of the calendar: a date for one day, an ISO week ("2026-W48") for a week. */
export const CalendarSearch = z.object({ view: z.enum(["day", "week"]).catch("day"), date, week: z.string().regex(/^20\d\d-W\d\d$/).optional().catch(undefined), staff: slug, branch: slug });
export type CalendarSearch = z.output<typeof CalendarSearch>;
