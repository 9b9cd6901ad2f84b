import type { App } from "#app/app.server.ts";
import { timeText } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { currentHold } from "./hold.server.ts";

/** "14:35": until when exactly this time is kept for the visitor; null when it is not. */
export function heldUntil(app: App, of: { holder: string | null; serviceId: string; startMs: number | null; zone: string }): string | null {
  const hold = of.holder === null ? null : currentHold(app, of.holder);
  if (!hold || hold.serviceId !== of.serviceId || hold.startsAt !== of.startMs) return null;
  return timeText(hold.expiresAt, of.zone, readCompany(app.db).hourCycle);
}
