import type { Db } from "#db/client.ts";
import { emailOf } from "#app/auth/accounts.server.ts";
import type { Person } from "#app/catalog/model.ts";
import { staffById } from "#app/catalog/queries.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import type { Happening } from "./happening.ts";

/** `former`: the person it was with before it was reassigned. */
export type Role = "customer" | "guest" | "staff" | "former";

export interface Recipient {
  role: Role;
  /** null: nobody knows one, and the ledger says so. */
  email: string | null;
  name: string;
  userId: string | null;
  /** A guest who was added just now. */
  isNew?: boolean;
}

/** Everybody to be notified, each address once: a customer who also works here is notified as a customer. */
export function recipientsOf(db: Db, details: BookingDetails, happening: Happening): Recipient[] {
  const customers = customersOf(details);
  const everybody = [...customers, ...guestsOf(details, happening), ...staffOf(db, details, happening)];
  const seen = new Set<string>();
  const reached = everybody.filter(({ email }) => email && !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase()));
  return customers.some(({ email }) => email) ? reached : [customers[0]!, ...reached];
}

/** The attendee, and the account's owner if that is somebody else. */
function customersOf({ attendeeName, attendeeEmail, userId, user }: BookingDetails): Recipient[] {
  const comes: Recipient = { role: "customer", email: attendeeEmail, name: attendeeName, userId };
  return user ? [comes, { role: "customer", email: user.email, name: user.name, userId }] : [comes];
}

/** For an appointment made elsewhere, further attendees may be strangers who took another seat. */
function guestsOf({ guests, attendees, source }: BookingDetails, { action, data }: Happening): Recipient[] {
  const isForeign = source === "calcom" || source === "import";
  const added = action === "edited" ? addedIn(data) : [];
  const coming = [...guests.map((email) => ({ email, name: "" })), ...(isForeign ? [] : attendees.slice(1))];
  return coming.map(({ email, name }) => ({ role: "guest", email, name, userId: null, isNew: email !== null && added.includes(email.toLowerCase()) }));
}

function addedIn({ after }: Record<string, unknown>): string[] {
  const { guests = [], attendees = [] } = (after ?? {}) as { guests?: string[]; attendees?: { email: string }[] };
  return [...guests, ...attendees.map(({ email }) => email)].map((email) => email.toLowerCase());
}

function staffOf(db: Db, { staff }: BookingDetails, { action, data }: Happening): Recipient[] {
  const former = action === "reassigned" && typeof data.from === "string" && data.from !== staff?.id ? staffById(db, data.from) : null;
  return [...(staff ? [asRecipient(db, "staff", staff)] : []), ...(former ? [asRecipient(db, "former", former)] : [])];
}

function asRecipient(db: Db, role: Role, { name, email, userId }: Person): Recipient {
  return { role, email: email ?? (userId ? emailOf(db, userId) : null), name, userId };
}
