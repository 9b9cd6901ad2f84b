/** E.164, or null for what is no international number. */
export function phoneNumber(text: string): string | null {
  const compact = text.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  return /^\+[1-9]\d{6,14}$/.test(compact) ? compact : null;
}
