import type { App } from "#app/app.server.ts";
import { createAccount, findByEmail } from "#app/auth/accounts.server.ts";
import { giveSessionCookie } from "#app/auth/session-cookie.server.ts";
import { openSession } from "#app/auth/sessions.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { createLog } from "#app/lib/log.server.ts";
import { newId, systemRandom } from "#app/lib/tokens.server.ts";
import { writing, type Db } from "#db/client.ts";
import { pagesOf, type ProductBuild } from "../server/product-build.ts";

export interface SignedInDesk {
  app: App;
  /** The built pages' answer to an administrator. Rejects when it is no page. */
  ask(path: string): Promise<Response>;
}

const ORIGIN = "http://desk.test";
const person = { email: "bench@desk.test", name: "Bench", role: "admin", password: "bench of the list" } as const;

/** The built pages on a database, with an administrator signed in. No network is between, and nothing works in the background. */
export async function signedInDesk(build: ProductBuild, db: Db): Promise<SignedInDesk> {
  const log = createLog("silent");
  const app = build.entry.module.createApp({ db, env: { ...parseEnv({}), appSecret: "x".repeat(32) }, log, demo: false });
  const handle = pagesOf(build, app);
  const userId = findByEmail(db, person.email)?.id ?? (await createAccount({ db, random: systemRandom }, person, Date.now()));
  const given = new Headers();
  await giveSessionCookie({ origin: ORIGIN, responseHeaders: given }, writing(db, (tx) => openSession(tx, userId, Date.now(), systemRandom)));
  const cookie = given.getSetCookie()[0]!.split(";")[0]!;
  return {
    app,
    async ask(path) {
      const facts = { requestId: newId(systemRandom), nonce: newId(systemRandom), clientIp: "127.0.0.1", origin: ORIGIN };
      const response = await handle(new Request(ORIGIN + path, { headers: { cookie } }), { ...facts, log, responseHeaders: new Headers(), frameOrigins: [] });
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      return response;
    },
  };
}
