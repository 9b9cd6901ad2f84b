import type { LoaderFunctionArgs } from "@remix-run/node";
import { databaseAnswers } from "#app/settings/health.server.ts";
import { version } from "../../package.json";

/** For whoever watches the server. No guard, no session: it must answer when nothing else does. */
export function loader({ context }: LoaderFunctionArgs): Response {
  const ok = databaseAnswers(context.app.db, context.log);
  return Response.json({ status: ok ? "ok" : "failing", version }, { status: ok ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}
