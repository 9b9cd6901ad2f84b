/** The alphabets of an id (base64url) and of a reference (Crockford's base32, which leaves out I, L, O and U). */
const ID_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const REFERENCE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;

/**
 * "7K3M-Q0TZ": five of the six bits of each of an id's first eight characters, so that it can be read out over the
 * telephone. Two bookings may rarely share one: it helps people find a booking and grants no access.
 */
export function referenceOf(bookingId: string): string {
  const signs = [...bookingId.slice(0, LENGTH)].map((sign) => REFERENCE_SIGNS.charAt(ID_SIGNS.indexOf(sign) & 31));
  return `${signs.slice(0, 4).join("")}-${signs.slice(4).join("")}`;
}

/** SQLite's GLOB for the ids with this reference, however it was typed; null if it is not a reference. */
export function idsReferredTo(word: string): string | null {
  const typed = /^(\w{4})-?(\w{4})$/.exec(word.toUpperCase());
  if (!typed) return null;
  const values = [...`${typed[1]}${typed[2]}`.replace(/O/g, "0").replace(/[IL]/g, "1")].map((sign) => REFERENCE_SIGNS.indexOf(sign));
  return values.includes(-1) ? null : `${values.map((value) => `[${ID_SIGNS[value]}${ID_SIGNS[value + 32]}]`).join("")}*`;
}
