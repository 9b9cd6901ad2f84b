import { jsonRefusal } from "#app/lib/json-answer.server.ts";
import { publicProcedure } from "#app/lib/procedure.server.ts";
import { findBearer, type Scope } from "./api-tokens.server.ts";

/** Guard: a request with a token. Cookies are ignored, so no other site can use somebody's session. */
const bearing = (scope: Scope) =>
  publicProcedure.guard(({ request, ctx }) => {
    const { app } = ctx;
    const secret = /^Bearer +(\S+) *$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
    if (secret === undefined) throw unauthenticated("Send a token: Authorization: Bearer fd_…", "");
    const bearer = findBearer(app.db, secret, app.clock());
    if (!bearer) throw unauthenticated("This token is not valid: it may be mistyped, or revoked.", ', error="invalid_token"');
    if (scope === "write" && !bearer.scopes.includes("write")) {
      throw jsonRefusal({ status: 403, code: "INSUFFICIENT_SCOPE", message: "This token may read, but change nothing." });
    }
    return { bearer, viewer: bearer.viewer };
  });

export const reader = bearing("read");

/** Changes call a rate-limited far end, so they are rate-limited too. */
export const writer = bearing("write").guard(async ({ ctx }) => {
  await ctx.app.limits.take("api-write", ctx.bearer.tokenId);
  return {};
});

function unauthenticated(message: string, detail: string): Response {
  return jsonRefusal({ status: 401, code: "UNAUTHENTICATED", message, headers: { "WWW-Authenticate": `Bearer realm="Frontdesk"${detail}` } });
}
