import type { RowChoice } from "./absence.ts";
import type { Suggestion } from "./suggest.server.ts";

export interface Picked {
  choice: RowChoice;
  toStaffId?: string;
}

const SEPARATOR = "~";

/** "<booking>~reassign~<person>": a select's value for one appointment. */
export function writePick(bookingId: string, { choice, toStaffId }: Picked): string {
  return [bookingId, choice, ...(toStaffId ? [toStaffId] : [])].join(SEPARATOR);
}

/** What was picked for an appointment, if it is still possible; null otherwise. */
export function readPick(picks: string[], { booking, colleagues, times }: Suggestion): Picked | null {
  const said = picks.find((pick) => pick.startsWith(booking.id + SEPARATOR));
  const [, choice, toStaffId] = said?.split(SEPARATOR) ?? [];
  switch (choice) {
    case "reassign":
      return colleagues.some(({ id }) => id === toStaffId) ? { choice, toStaffId } : null;
    case "offer":
      return times.length > 0 ? { choice } : null;
    case "cancel":
    case "keep":
      return { choice };
    default:
      return null;
  }
}
