import { eq } from "drizzle-orm";
import { z } from "zod";
import { DAY_MS } from "#app/lib/time.ts";
import { hashToken, newToken } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import { engineApiKeys } from "#db/schema/engine.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { unauthorized } from "#app/engine/http/failures.ts";
import { boolean, integerFrom, optional } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";

const Refresh = z.object({ apiKeyDaysValid: optional(integerFrom(1)), apiKeyNeverExpires: optional(boolean()) });

/** POST /v2/api-keys/refresh: a new key, shown once; the key used for the call is revoked. In-memory keys stay as they are. */
export function refreshApiKey({ engine, caller, body }: SignedCall): Answer {
  const { apiKeyDaysValid = 30, apiKeyNeverExpires } = parseInput(Refresh, body);
  const apiKey = `cal_${newToken(engine.random)}`;
  return writing(engine.db, (tx) => {
    const { changes } = tx.delete(engineApiKeys).where(eq(engineApiKeys.keyHash, caller.keyHash)).run();
    if (changes === 0) throw unauthorized("This API key cannot be refreshed.");
    const expiresAt = apiKeyNeverExpires ? null : engine.clock() + apiKeyDaysValid * DAY_MS;
    tx.insert(engineApiKeys).values({ userId: caller.user.id, keyHash: hashToken(apiKey), expiresAt }).run();
    return ok({ apiKey });
  });
}
