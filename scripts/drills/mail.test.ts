import { setTimeout as passes } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { LEASE_MS } from "#app/notifications/ledger.server.ts";
import { untilDelivered } from "./mail/delivered.ts";
import { addressOfCustomer, book, freeSlots, MAILS_OF_ONE, openDesk } from "./mail/desk.ts";
import { troubledServer } from "./mail/trouble.ts";
import { ensureBuild } from "./server-process.ts";

/** Beside those of the other drills. */
const PORTS_FROM = 5_100;

test("what is booked while the mail server is dead is written to once, when it is back", { timeout: 240_000 }, async () => {
  ensureBuild();
  const smtp = await troubledServer("dead");
  onTestFinished(smtp.stop);
  const desk = await openDesk(smtp.url, PORTS_FROM);
  onTestFinished(desk.close);
  const slots = await freeSlots(desk, 10);
  for (const [n, start] of slots.entries()) await book(desk, start, n);
  // The desk looks every second whether there is something to send: by then it has tried in vain.
  await passes(2_000);
  await smtp.mend();
  const customers = slots.map((_, n) => addressOfCustomer(n));
  const got = await untilDelivered(smtp, customers);
  expect(got.filter((address) => customers.includes(address)).sort()).toEqual(customers.sort());
});

test("a server killed while the mail server has its mails but did not say so yet sends those again under the same Message-ID, and loses none", { timeout: 240_000 }, async () => {
  ensureBuild();
  const smtp = await troubledServer("slow");
  onTestFinished(smtp.stop);
  const desk = await openDesk(smtp.url, PORTS_FROM);
  onTestFinished(desk.close);
  const slots = await freeSlots(desk, 8);
  for (const [n, start] of slots.entries()) await book(desk, start, n);
  await expect.poll(() => smtp.mails().length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
  await desk.killAndStart({ aheadMs: LEASE_MS });
  await smtp.mend();
  await untilDelivered(smtp, slots.map((_, n) => addressOfCustomer(n)));
  const ids = smtp.mails().map(({ messageId }) => messageId);
  const repeated = ids.length - new Set(ids).size;
  expect(new Set(ids).size).toBe(slots.length * MAILS_OF_ONE);
  expect(repeated, "it died between the mail and the note of it").toBeGreaterThan(0);
  expect(repeated, "as many as are under way at once").toBeLessThanOrEqual(4);
});
