import { momentText, shortMomentText, zoneText } from "#app/lib/format.ts";
import type { Company } from "#app/settings/company.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { changedLines } from "./changes.ts";
import { doerOf, type Happening, type Told } from "./told.ts";

/** The subject and the paragraphs of a message. Times are the venue's: a subject is read without its mail. */
export function wordsOf(told: Told, happening: Happening, details: BookingDetails, { hourCycle }: Pick<Company, "hourCycle">): { subject: string; text: string } {
  const { title, startsAt, venueTimeZone, staff, service } = details;
  const { data } = happening;
  const what = `${title}, ${shortMomentText(startsAt, venueTimeZone, hourCycle)}`;
  const reason = typeof data.reason === "string" && data.reason.trim() !== "" ? [`Reason: ${data.reason}`] : [];
  const by = doerOf(happening.actor);
  const written = (subject: string, ...paragraphs: string[]) => ({ subject, text: paragraphs.join("\n") });
  switch (told) {
    case "booked":
      return written(`Booked: ${what}`, "Your appointment is booked. We look forward to seeing you.");
    case "requested":
      return written(`Requested: ${what}`, "We have your request. The time is not fixed yet: we write again as soon as it is confirmed.");
    case "confirmed":
      return written(`Confirmed: ${what}`, "Your appointment is confirmed. We look forward to seeing you.");
    case "declined":
      return written(`Not possible: ${what}`, "We are sorry: we cannot take this appointment.", ...reason);
    case "moved": {
      const was = typeof data.from === "number" ? [`It was ${momentText(data.from, venueTimeZone, hourCycle)}, ${zoneText(venueTimeZone)}.`] : [];
      return written(`Moved: ${what}`, { customer: "You moved your appointment.", desk: "We moved your appointment.", somebody: "Your appointment was moved." }[by], ...was, ...reason, ...unconfirmed(details));
    }
    case "cancelled":
      return written(`Cancelled: ${what}`, { customer: "You cancelled this appointment.", desk: "We are sorry: we had to cancel this appointment.", somebody: "This appointment was cancelled." }[by], ...reason);
    case "reassigned":
      return written(`Changed: ${what}`, `${service?.name ?? "Your appointment"} is with ${staff?.name ?? "somebody else"} now. The time stays.`, ...reason);
    case "edited":
      return written(`Changed: ${what}`, { customer: "You changed your appointment.", desk: "We changed your appointment.", somebody: "Your appointment was changed." }[by], ...changedLines(data), ...reason);
  }
}

function unconfirmed({ status }: BookingDetails): string[] {
  return status === "pending" ? ["The new time is not fixed yet: we write again as soon as it is confirmed."] : [];
}
