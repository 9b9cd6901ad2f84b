import type { App } from "#app/app.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { Carrier } from "./carrier.ts";
import { compose, type Letterhead } from "./compose.ts";
import type { Mailer } from "./mailer.ts";

/** Messages by mail. */
export function mailCarrier(app: App, mailer: Mailer, head: Omit<Letterhead, "company">): Carrier {
  return { channel: "mail", carry: (message) => mailer(compose(message, { ...head, company: readCompany(app.db).name })) };
}
