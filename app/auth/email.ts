import { z } from "zod";

/** Normalised: addresses are compared and stored like this. */
export function normaliseEmail(text: string): string {
  return text.trim().toLowerCase();
}

/** Each address once, where and as it was written first. */
export function eachOnce(addresses: string[]): string[] {
  const spelled = addresses.map(normaliseEmail);
  return addresses.filter((_, at) => spelled.indexOf(spelled[at]!) === at);
}

/** An e-mail address as a form field. */
export const Email = z
  .string({ error: "Enter an e-mail address" })
  .transform(normaliseEmail)
  .pipe(z.email("Enter an e-mail address like name@example.com").max(254, "This e-mail address is too long"));
