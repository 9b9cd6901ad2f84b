import type { App } from "#app/app.server.ts";
import { dateIn } from "#app/lib/time.ts";
import { shortDateText } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { listApiTokens } from "./api-tokens.server.ts";
import type { User } from "./user.ts";

/** A person's tokens in words, by their own calendar. */
export function tokenPage(app: App, user: User) {
  const zone = user.timeZone ?? readCompany(app.db).timeZone;
  const date = (instantMs: number) => shortDateText(dateIn(zone, instantMs));
  return listApiTokens(app.db, user.id).map(({ id, name, scopes, createdAt, lastUsedAt }) => ({
    id,
    name,
    access: scopes.includes("write") ? "Reads and changes" : "Reads",
    made: `made ${date(createdAt)}`,
    used: lastUsedAt === null ? "never used" : `last used ${date(lastUsedAt)}`,
  }));
}
