import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";

/** With CALCOM_ENABLED=false pages go on reading, but nothing new is taken. */
export function assertTaking(app: App): void {
  if (app.env.calcom.enabled) return;
  throw new AppError("upstream_down", "Online booking is switched off for the moment. Please try again later or call us.", { cause: { code: "switched_off" } });
}
