import { setImmediate as othersHadTheirTurn } from "node:timers/promises";

/**
 * Lets requests go first that came meanwhile. The database and the embedded engine answer without ever waiting, so work
 * that goes through many things keeps the process to itself unless it says this in between.
 */
export const giveWay = (): Promise<void> => othersHadTheirTurn();
