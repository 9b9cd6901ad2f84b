/**
 * How many letters a wording may have. A preview is asked for by its address, which holds all three with each letter
 * taking up to nine signs; servers take sixteen thousand.
 */
export const MOST = { subject: 150, text: 1_000, sms: 320 } as const;
