import type { App } from "#app/app.server.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";
import { createProbe, type Probe } from "./probe.server.ts";

/** Cal.com by the current settings, which may take effect only after a restart; null without a key. */
export function probeOf(app: App): Probe | null {
  const { apiKey } = calcomSettings(app);
  return apiKey === null ? null : createProbe({ fetch: app.fetch, timer: app.timer, apiUrl: app.env.calcom.apiUrl, apiKey });
}
