import { redirect } from "@remix-run/node";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { weekOf } from "#app/lib/iso-week.ts";
import { paths } from "#app/lib/paths.ts";

const slug = z.string().min(1).max(100).optional().catch(undefined);
const search = z.object({ staff: slug, branch: slug, date: z.iso.date().optional().catch(undefined), start: z.iso.datetime().optional().catch(undefined) });

/** A caller's appointment is booked as a visitor books: whatever an administrator books there is for whoever they name. */
export const loader = admin.input({ search }).query(async ({ input }) => {
  const { staff, branch, date, start } = input.search;
  const day = date ?? start?.slice(0, 10);
  throw redirect(paths.book({ staff, branch, week: day && weekOf(day) }));
});
