/** The maximum length of a wording, in characters. */
export const MOST = { subject: 150, text: 5_000, sms: 320 } as const;
