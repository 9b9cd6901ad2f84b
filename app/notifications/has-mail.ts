import type { App } from "#app/app.server.ts";

/** Whether mail goes out, rather than waits. The demo sends none, and shows it in its mailbox. */
export function hasMail({ env, demo }: Pick<App, "env" | "demo">): boolean {
  return demo || env.mail !== undefined;
}
