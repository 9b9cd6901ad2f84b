import type { LoaderFunctionArgs } from "@remix-run/node";
import { healthOf } from "#app/jobs/health.server.ts";
import { version } from "../../package.json";

/** For monitoring. No guard, no session: it must answer when nothing else does. */
export function loader({ context }: LoaderFunctionArgs): Response {
  const health = healthOf(context.app);
  return Response.json({ ...health, version }, { status: health.status === "ok" ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}
