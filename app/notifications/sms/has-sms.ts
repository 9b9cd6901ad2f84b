import type { App } from "#app/app.server.ts";

/** Whether texts can be asked for. The demo sends none, and shows them in its mailbox. */
export function hasSms({ env, demo }: Pick<App, "env" | "demo">): boolean {
  return env.sms !== undefined || demo;
}
