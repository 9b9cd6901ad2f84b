import { expect, test } from "vitest";
import { killInTheMiddle } from "./kill.ts";

test("a server killed in the middle of fifty bookings leaves nothing that the next start does not settle", { timeout: 180_000 }, async () => {
  expect(await killInTheMiddle()).toMatchObject({ ok: true, openInTheEnd: 0, onlyHere: 0, onlyThere: 0, lost: 0 });
});
