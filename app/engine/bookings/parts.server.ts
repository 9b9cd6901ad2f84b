import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { forbidden } from "#app/engine/http/failures.ts";
import { bookingOr404 } from "./read.server.ts";
import { steers } from "./rights.ts";

/** What other systems have of a booking: calendar entries, recordings, transcripts, video sessions. The engine has none. */
export function listNone({ engine, caller, params }: SignedCall): Answer {
  const booking = bookingOr404(engine, params.uid!);
  if (!steers(caller, booking)) throw forbidden("You do not have permission to see this booking.");
  return ok([]);
}
