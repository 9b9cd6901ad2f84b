import { redirect, type AppLoadContext } from "@remix-run/node";
import { AppError } from "#app/lib/errors.ts";
import type { Log } from "#app/lib/log.server.ts";
import { paths } from "#app/lib/paths.ts";
import { publicProcedure } from "#app/lib/procedure.server.ts";
import { endSessionCookie, giveSessionCookie, readSessionCookie } from "./session-cookie.server.ts";
import { findSession } from "./sessions.server.ts";
import { viewerOf, type User } from "./user.ts";
import { deskRole, type PersonViewer } from "./viewer.ts";

/** Anybody. `ctx.user` and `ctx.viewer` say who, if somebody is signed in; `ctx.atDesk` selects the error messages for the desk. */
export const visitor = publicProcedure.guard(async ({ request, ctx }) => {
  const user = await userOf(request, ctx);
  if (user) forbidStoring(ctx);
  const viewer = user && viewerOf(user);
  return { user, viewer, atDesk: deskRole(viewer) !== null } satisfies Asking;
});

/** Redirects to sign in if needed, and back to the requested page afterwards. */
export const signedIn = visitor.guard(({ request, ctx }) => {
  forbidStoring(ctx);
  const { user, viewer } = ctx;
  if (!user || !viewer) throw redirect(paths.signIn({ next: pageOf(request) }));
  return { user, viewer };
});

export const admin = signedIn.guard(({ ctx }) => {
  if (ctx.user.role !== "admin") throw refused(ctx, "This page is for administrators.");
  return {};
});

/** Administrators and staff: the viewer limits staff to their own appointments. */
export const desk = signedIn.guard(({ ctx }) => {
  const { viewer } = ctx;
  if (viewer.kind !== "admin" && viewer.kind !== "staff") throw refused(ctx, "This page is for the people behind the desk.");
  return { viewer };
});

/** Pages with a secret in their URL or form: never stored by browsers or caches. */
export const noStore = visitor.guard(({ ctx }) => {
  forbidStoring(ctx);
  return {};
});

/** Attempts to open the desk are logged; the request's line has the path. */
function refused({ log, user }: { log: Log; user: User }, message: string): AppError {
  log.warn({ user: user.id, role: user.role }, "somebody was refused a page of the desk");
  return new AppError("forbidden", message);
}

interface Asking {
  user: User | null;
  viewer: PersonViewer | null;
  atDesk: boolean;
}

async function userOf(request: Request, ctx: AppLoadContext): Promise<User | null> {
  const { app, origin } = ctx;
  const id = await readSessionCookie({ request, origin });
  if (id === null) return null;
  const found = findSession(app.db, id, app.clock());
  if (!found) await endSessionCookie(ctx);
  else if (found.renewed) await giveSessionCookie(ctx, id);
  return found?.user ?? null;
}

function forbidStoring(ctx: AppLoadContext): void {
  ctx.responseHeaders.set("Cache-Control", "no-store");
}

function pageOf(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
}
