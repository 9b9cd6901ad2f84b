import type { Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { accountMail } from "./account-mails.server.ts";
import type { User } from "./user.ts";

/** The role as the mail names it. */
const ROLES = { user: "a customer", staff: "one of our staff", admin: "an administrator" } as const satisfies Record<User["role"], string>;

/** Notify people whose role changed: it may have been a mistake. */
export function tellOfRole(tx: Tx, deps: Pick<App, "db" | "clock" | "random">, { id, email, role }: { id: string; email: string | null; role: User["role"] }): void {
  enqueueMail(tx, deps, { recipient: email, userId: id, ...accountMail(deps, "role-changed", { role: ROLES[role] }) });
}
