import { z } from "zod";
import { localPath } from "#app/lib/local-path.ts";
import { paths } from "#app/lib/paths.ts";

/** The query of the pages that change a booking. */
export const WayBack = z.object({ next: z.string().optional().catch(undefined) });

/**
 * Where to go after a change: the page the user came from (for the desk with its list), otherwise the booking's own.
 * Addresses of other sites are ignored.
 */
export function wayBack({ next }: z.output<typeof WayBack>, bookingId: string): string {
  return localPath(next, paths.booking(bookingId));
}
