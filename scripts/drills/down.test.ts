import { expect, test } from "vitest";
import { down } from "./down.ts";

test("while Cal.com is gone every page answers, cancellations wait, bookings are refused or being confirmed, and all of it settles afterwards", { timeout: 240_000 }, async () => {
  expect(await down()).toMatchObject({ ok: true, failed: [], cancelsQueued: 3, refused: 3, confirming: 2, cancelsDone: 3, confirmed: 2, unsettled: 0, lost: 0, doubled: 0, orphaned: 0 });
});
