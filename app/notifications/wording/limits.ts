/** How many letters a wording may have. */
export const MOST = { subject: 150, text: 5_000, sms: 320 } as const;
