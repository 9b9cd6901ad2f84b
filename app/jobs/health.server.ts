import type { App } from "#app/app.server.ts";
import { jobFacts, type JobFacts } from "./facts.server.ts";

export type Health = { status: "ok"; jobs: JobFacts } | { status: "failing" };

/** Whether the database can be read right now, and how far behind the jobs are. */
export function healthOf(app: Pick<App, "db" | "clock" | "log">): Health {
  try {
    return { status: "ok", jobs: jobFacts(app) };
  } catch (error) {
    app.log.error({ err: error }, "the database does not answer");
    return { status: "failing" };
  }
}
