import { and, eq, isNull, lt } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { apiRequests } from "#db/schema/api.ts";
import type { App } from "#app/app.server.ts";
import type { Bearer } from "#app/auth/api-tokens.server.ts";
import { bodyHash } from "#app/bookings/settling/operation.server.ts";
import { getBooking, type BookingDetails } from "#app/bookings/queries.server.ts";
import { AppError, isAppError } from "#app/lib/errors.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { hashToken } from "#app/lib/tokens.server.ts";

const KEPT_MS = DAY_MS;

interface Repeatable {
  request: Request;
  bearer: Bearer;
  /** As it was read. */
  body: unknown;
}

/**
 * Carry a request out once per Idempotency-Key. A repeat within a day gets the booking as it then is; one that was
 * refused, or cut off half-way, is carried out again. `run` gets the hashed key, or null if the request has none.
 *
 * @throws AppError invalid for a malformed key; conflict when the key was used with another request
 */
export async function idempotent(app: App, { request, bearer, body }: Repeatable, run: (key: string | null) => Promise<BookingDetails>): Promise<BookingDetails> {
  const key = readKey(request);
  if (key === null) return run(null);
  const own = { scope: bearer.tokenId, keyHash: hashToken(key) };
  const hash = bodyHash([request.method, new URL(request.url).pathname, body]);
  const before = remember(app, own, hash);
  const done = before === null ? null : findStill(app, bearer, before);
  if (done) return done;
  try {
    const booking = await run(own.keyHash);
    // If it was sent twice at once, the other may have been refused and have freed the key meanwhile.
    const done = { bookingId: booking.id };
    app.db.insert(apiRequests).values({ ...own, ...done, bodyHash: hash, createdAt: app.clock() }).onConflictDoUpdate({ target: [apiRequests.scope, apiRequests.keyHash], set: done }).run();
    return booking;
  } catch (error) {
    // A change that failed for another reason may have happened anyway: its key is kept.
    if (error instanceof AppError) app.db.delete(apiRequests).where(and(isOwn(own), isNull(apiRequests.bookingId))).run();
    throw error;
  }
}

function readKey(request: Request): string | null {
  const key = request.headers.get("Idempotency-Key")?.trim();
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const sentence = "Please use 1 to 255 visible ASCII characters.";
  throw new AppError("invalid", `Idempotency-Key: ${sentence}`, { fields: { "Idempotency-Key": sentence } });
}

type Own = Pick<typeof apiRequests.$inferSelect, "scope" | "keyHash">;

const isOwn = ({ scope, keyHash }: Own) => and(eq(apiRequests.scope, scope), eq(apiRequests.keyHash, keyHash));

/** The booking from the same request before; null if it is new or was never finished. */
function remember(app: App, own: Own, hash: string): string | null {
  const nowMs = app.clock();
  return writing(app.db, (tx) => {
    tx.delete(apiRequests).where(lt(apiRequests.createdAt, nowMs - KEPT_MS)).run();
    const known = tx.select().from(apiRequests).where(isOwn(own)).get();
    if (!known) tx.insert(apiRequests).values({ ...own, bodyHash: hash, createdAt: nowMs }).run();
    if (known && known.bodyHash !== hash) {
      throw new AppError("conflict", "This Idempotency-Key came with another request before. Use a new one for a new request.", { cause: { code: "idempotency_key_reused" } });
    }
    return known?.bookingId ?? null;
  });
}

/** A create whose outcome was unknown may have been refused since: then its booking is gone. */
function findStill(app: App, { viewer }: Bearer, bookingId: string): BookingDetails | null {
  try {
    return getBooking(app, viewer, bookingId);
  } catch (error) {
    if (isAppError(error, "not_found")) return null;
    throw error;
  }
}
