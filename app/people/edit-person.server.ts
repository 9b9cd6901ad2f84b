import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { writing, type Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { Email } from "#app/auth/email.ts";
import { accountMail } from "#app/auth/account-mails.server.ts";
import { revokeLinks } from "#app/auth/links.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import type { By } from "./block.server.ts";
import { findPerson, type PersonRow } from "./find.server.ts";

export const PersonForm = z.object({
  name: z.string({ error: "Enter a name" }).trim().min(1, "Enter a name").max(100, "Use at most 100 characters"),
  email: Email.optional(),
  phone: z.string().trim().max(40, "Use at most 40 characters").regex(/^[+\d][\d ()/.-]*$/, "Enter a phone number like +351 210 000 140").optional(),
  /** The values the form was rendered with, so that somebody else's change is not overwritten. */
  updatedAt: z.coerce.number().int(),
});

/**
 * Update a person's name, e-mail or phone. Appointments keep what was typed for them. For an account the sign-in
 * address changes: links in the old mailbox are revoked, and both addresses get a mail.
 *
 * @throws AppError not_found; conflict when the address is another's, or somebody was faster
 */
export function editPerson(app: App, by: By, id: string, { updatedAt, name, email, phone }: z.output<typeof PersonForm>): void {
  writing(app.db, (tx) => {
    const person = findPerson(tx, id);
    if (person.updatedAt !== updatedAt)
      throw new AppError(
        "conflict",
        `Somebody changed this person meanwhile: they are ${person.name}, ${person.email ?? "no e-mail"}, ${
          person.phone ?? "no phone"
        } now. Look at it and save again if yours is right.`,
      );
    if (!email && person.passwordHash) throw new AppError("invalid", "An account needs an e-mail address.", { fields: { email: "An account needs an e-mail address." } });
    const other = email ? tx.select({ id: users.id }).from(users).where(and(eq(users.email, email), ne(users.id, id))).get() : undefined;
    if (other) throw new AppError("conflict", "Another person has this address. Merge the two instead.", { fields: { email: "Another person has this address. Merge the two instead." } });
    const after = { name, email: email ?? null, phone: phone ?? null };
    const before = { name: person.name, email: person.email, phone: person.phone };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    tx.update(users).set({ ...after, updatedAt: Math.max(app.clock(), person.updatedAt + 1) }).where(eq(users.id, id)).run();
    recordEvent(tx, app, { subjectType: "user", subjectId: id, actor: actorOf(by.viewer), source: "admin", action: "changed", correlationId: by.correlationId, data: { before, after } });
    if (person.passwordHash && email && email !== person.email) tellBoth(tx, app, person, email);
  });
}

/** Neither mail contains the other address: one may belong to a stranger because of a typo. */
function tellBoth(tx: Tx, app: App, { id, email: old }: PersonRow, email: string): void {
  revokeLinks(tx, { userId: id, email: old }, app.clock());
  if (old) enqueueMail(tx, app, { recipient: old, userId: id, ...accountMail(app, "email-left") });
  enqueueMail(tx, app, { recipient: email, userId: id, ...accountMail(app, "email-new") });
}
