/** E.164, or null if it is not an international number. */
export function phoneNumber(text: string): string | null {
  const compact = text.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  return /^\+[1-9]\d{6,14}$/.test(compact) ? compact : null;
}
