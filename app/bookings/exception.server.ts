import { isAppError, reasonOf } from "#app/lib/errors.ts";

/** Try within the rules first, and set them aside for the given reason only if they refuse. */
export async function byRulesOrReason<T>(reason: string | undefined, attempt: (override?: string) => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (reason === undefined || !isNotOnOffer(error)) throw error;
    return attempt(reason);
  }
}

/** Whether it is the time that was refused, by us or at the far end. */
export function isNotOnOffer(error: unknown): boolean {
  return isAppError(error) && error.code === "conflict" && reasonOf(error) === "slot_unavailable";
}
