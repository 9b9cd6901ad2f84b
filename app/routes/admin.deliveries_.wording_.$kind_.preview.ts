import { admin } from "#app/auth/procedures.server.ts";
import { TypedWording, WordingParams } from "#app/notifications/wording/form.ts";
import { lookAtWording } from "#app/notifications/wording/page.server.ts";

/** For the page itself, which follows what is typed on it. */
export const action = admin.input({ params: WordingParams, body: TypedWording }).respond(async ({ input, ctx }) => ({ status: 200, data: lookAtWording(ctx.app, input.params.kind, input.body) }));
