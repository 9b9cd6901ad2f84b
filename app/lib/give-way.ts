import { setImmediate as othersHadTheirTurn } from "node:timers/promises";

/**
 * Yields to waiting requests. The database and the embedded engine never await anything, so a long loop blocks the
 * process unless it calls this now and then.
 */
export const giveWay = (): Promise<void> => othersHadTheirTurn();
