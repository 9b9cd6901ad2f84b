import type { App } from "#app/app.server.ts";
import { paths } from "#app/lib/paths.ts";
import type { Content } from "#app/notifications/message.ts";
import { withSealedLink } from "#app/notifications/one-time.server.ts";
import { fill, type Values } from "#app/notifications/wording/fill.ts";
import { wordingOf } from "#app/notifications/wording/stored.server.ts";
import { readCompany } from "#app/settings/company.server.ts";

/** Where each kind's link leads. */
const LINKS = {
  verify: paths.setPassword,
  reset: paths.setPassword,
  invitation: paths.setPassword,
  "has-account": paths.signIn,
  "no-account": paths.signUp,
  closed: null,
  "role-changed": paths.signIn,
  "password-changed": paths.forgotPassword,
  "email-left": null,
  "email-new": paths.signIn,
  blocked: null,
  "merged-left": null,
  "merged-kept": paths.signIn,
  "token-made": paths.tokens,
} as const;

type AccountMail = keyof typeof LINKS;
type OneTimeAccountMail = "verify" | "reset" | "invitation";

/** Mails about people's accounts. They never contain text typed by a stranger, who could otherwise use us to send spam. */
export function accountMail(app: Pick<App, "db">, kind: Exclude<AccountMail, OneTimeAccountMail>, values: Values = {}): { kind: AccountMail; payload: Content } {
  const href = LINKS[kind]?.();
  return { kind, payload: { ...worded(app, kind, values), ...(href !== undefined && { link: href }) } };
}

/** The same with a single-use link that grants access. */
export function oneTimeAccountMail(app: Pick<App, "db" | "env" | "random">, kind: OneTimeAccountMail, token: string): { kind: AccountMail; payload: Content } {
  return { kind, payload: withSealedLink(app, { ...worded(app, kind, {}), link: LINKS[kind](token) }) };
}

function worded({ db }: Pick<App, "db">, kind: AccountMail, values: Values): Pick<Content, "subject" | "text"> {
  return fill(wordingOf(db, kind), { company: readCompany(db).name, ...values });
}
