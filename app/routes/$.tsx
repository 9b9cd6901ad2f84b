import { publicProcedure } from "#app/lib/procedure.server.ts";
import { AppError } from "#app/lib/errors.ts";

/** An address that names no page still gets the product's own page, theme and sign-in, which need the root's loader. */
export const loader = publicProcedure.query(noSuchPage);
export const action = publicProcedure.mutation(noSuchPage);

async function noSuchPage(): Promise<never> {
  throw new AppError("not_found", "The address may be mistyped, or the page was removed.");
}

export default function NoSuchPage() {
  return null;
}
