import { eq } from "drizzle-orm";
import { z } from "zod";
import { writing } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { Email } from "#app/auth/email.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import { oneTimeAccountMail } from "#app/auth/account-mails.server.ts";
import { issueLink, revokeLinks } from "#app/auth/links.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import type { By } from "./block.server.ts";
import { findPerson } from "./find.server.ts";

export const InviteForm = z.object({
  name: z.string({ error: "Enter a name" }).trim().min(1, "Enter a name").max(100, "Use at most 100 characters"),
  email: Email,
  role: z.enum(["user", "admin"], "Choose what they may do"),
});

/** Long enough for a weekend and a holiday. */
const INVITATION_MS = 7 * DAY_MS;

/**
 * Invite somebody: they choose a password through a single-use link, valid for seven days.
 *
 * @returns their id
 * @throws AppError conflict when the address has an account, or is blocked
 */
export function invitePerson(app: App, by: By, { name, email, role }: z.output<typeof InviteForm>): string {
  return writing(app.db, (tx) => {
    const nowMs = app.clock();
    const id = findOrCreateGuest(tx, { name, email }, nowMs, app.random);
    const person = findPerson(tx, id);
    const refusal = person.blockedAt ? "This person is blocked. Unblock them first." : person.passwordHash ? "There is an account with this address already. Change its role instead." : null;
    if (refusal) throw new AppError("conflict", refusal, { fields: { email: refusal } });
    tx.update(users).set({ role, updatedAt: nowMs }).where(eq(users.id, id)).run();
    revokeLinks(tx, { userId: id, email }, nowMs);
    const token = issueLink(tx, { purpose: "reset", subject: id, lifeMs: INVITATION_MS }, nowMs, app.random);
    enqueueMail(tx, app, { recipient: email, userId: id, ...oneTimeAccountMail(app, "invitation", token) });
    recordEvent(tx, app, { subjectType: "user", subjectId: id, actor: actorOf(by.viewer), source: "admin", action: "invited", correlationId: by.correlationId, data: { role } });
    return id;
  });
}
