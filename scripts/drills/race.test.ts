import { expect, test } from "vitest";
import { race } from "./race.ts";

test("two servers started at once on an empty folder seed it once, and of 200 clients for one time exactly one gets it", { timeout: 180_000 }, async () => {
  expect(await race()).toEqual({ ok: true, clients: 200, staff: 6, booked: 1, refused: 199, offeringOthers: 199, others: {}, liveHere: 1, liveAtFarEnd: 1 });
});
