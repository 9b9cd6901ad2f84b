import { z } from "zod";
import { localPath } from "#app/lib/local-path.ts";
import { paths } from "#app/lib/paths.ts";

/** What the pages that change a booking read of their address. */
export const WayBack = z.object({ next: z.string().optional().catch(undefined) });

/**
 * Where a change leads back to: the page one came from, which for the desk carries the list one walks through; else the
 * booking's own. An address of another site is none.
 */
export function wayBack({ next }: z.output<typeof WayBack>, bookingId: string): string {
  return localPath(next, paths.booking(bookingId));
}
