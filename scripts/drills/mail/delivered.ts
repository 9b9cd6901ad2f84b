import type { TroubledServer } from "./trouble.ts";

const DELIVERED_WITHIN_MS = 15 * 60_000;

/** The addresses that got mail, once all did or time is up; waits a little longer, so that duplicates are seen. */
export async function untilDelivered({ mails }: TroubledServer, wanted: string[]): Promise<string[]> {
  const addresses = () => mails().flatMap(({ recipients }) => recipients);
  const endMs = performance.now() + DELIVERED_WITHIN_MS;
  const isAll = () => wanted.every((address) => addresses().includes(address));
  while (!isAll() && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 500));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return addresses();
}
