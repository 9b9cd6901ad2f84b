import { expect, test } from "vitest";
import { mailDrill } from "./mail.ts";

test("what is booked while the mail server is dead is written to once, when it is back", { timeout: 240_000 }, async () => {
  expect(await mailDrill(10, 0)).toMatchObject({ bookings: 10, delivered: 10, duplicates: 0, lost: 0 });
});
