import { createApp } from "#app/app.server.ts";
import { createAccount } from "#app/auth/accounts.server.ts";
import { issueApiToken } from "#app/auth/api-tokens.server.ts";
import { addPerson } from "#app/catalog/add-person.server.ts";
import { createBranch } from "#app/catalog/create-branch.server.ts";
import { createService } from "#app/catalog/create-service.server.ts";
import { offerService } from "#app/catalog/offer-service.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { createLog } from "#app/lib/log.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { openDatabase, writing } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { keptAppSecret } from "../../server/app-secret.ts";
import { databaseFile } from "../../server/data-folder.ts";

const BY = { actor: "system:drill", source: "import" } as const;
const EVERY_DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** A data folder with one person who takes half hours from eight to eight, without an address of their own. @returns a token for the API */
export async function makePractice(dataDir: string): Promise<string> {
  const db = openDatabase(databaseFile(dataDir));
  migrateDatabase(db);
  try {
    const app = createApp({ db, env: { ...parseEnv({}), appSecret: keptAppSecret(dataDir) }, log: createLog("silent"), demo: false });
    const branch = writing(db, (tx) => createBranch(tx, app, BY, { name: "Lisbon", address: "Rua do Ouro 12", timeZone: "Europe/Lisbon" }));
    const service = writing(db, (tx) => createService(tx, app, BY, { name: "Visit", durationsMinutes: [30] }));
    const person = await addPerson(
      app,
      BY,
      { name: "Ana Costa", email: "ana@example.com" },
      { timeZone: "Europe/Lisbon", availability: [{ days: [...EVERY_DAY], startTime: "08:00", endTime: "20:00" }], overrides: [] },
    );
    await offerService(app, BY, { branchId: branch.id, serviceId: service.id, staffId: person.id });
    const userId = await createAccount({ db, random: systemRandom }, { email: "drill@example.com", name: "Drill", role: "admin", password: "only for this drill" }, systemClock());
    return writing(db, (tx) => issueApiToken(tx, { clock: systemClock, random: systemRandom }, { userId, actor: "system:drill" }, { name: "drill", scopes: ["read", "write"] }));
  } finally {
    db.$client.close();
  }
}
