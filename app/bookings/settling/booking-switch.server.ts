import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { settings } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { CALCOM_KEYS } from "#app/settings/calcom.server.ts";

/**
 * Whether changes are sent to the far end: decided by CALCOM_ENABLED, otherwise by the settings page; the default is
 * yes. When off, pages keep showing data, new changes are refused, and cancellations wait.
 */
export function isBookingOn({ env, db }: Pick<App, "env" | "db">): boolean {
  return env.calcom.enabled ?? readSwitch(db) !== "false";
}

/** @throws AppError upstream_down while switched off */
export function assertBookingOn(app: Pick<App, "env" | "db">): void {
  if (isBookingOn(app)) return;
  throw new AppError("upstream_down", "Online booking is switched off for the moment. Please try again later or call us.", {
    atDesk: "Changes are not sent to the calendar at the moment: that is switched off in the Cal.com settings.",
    cause: { code: "switched_off" },
  });
}

function readSwitch(db: Db): string | undefined {
  return statements(db).enabled.get()?.value;
}

const statements = prepared((db) => ({
  enabled: db.select({ value: settings.value }).from(settings).where(eq(settings.key, CALCOM_KEYS.enabled)).prepare(),
}));
