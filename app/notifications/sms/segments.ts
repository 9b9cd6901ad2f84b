/** 3GPP TS 23.038: one septet each. Whatever is missing here and below makes the whole text UCS-2. */
const BASIC = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
/** Two septets each: an escape goes before. */
const EXTENDED = new Set("\f^{}\\[~]|€");

/** What one message holds, and each of several, which say in what is missing how they belong together. */
const ROOM = { gsm: { one: 160, each: 153 }, ucs2: { one: 70, each: 67 } } as const;

export interface SmsSize {
  encoding: keyof typeof ROOM;
  /** Septets, or UTF-16 units. */
  units: number;
  /** What it is billed as. */
  segments: number;
}

/** How an SMS travels. Nothing is split in the middle of a character. */
export function sizeOf(text: string): SmsSize {
  const letters = [...text];
  const encoding = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter)) ? "gsm" : "ucs2";
  const widths = letters.map((letter) => (encoding === "ucs2" ? letter.length : EXTENDED.has(letter) ? 2 : 1));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { one, each } = ROOM[encoding];
  if (units <= one) return { encoding, units, segments: 1 };
  let [segments, filled] = [1, 0];
  for (const width of widths) {
    if (filled + width > each) [segments, filled] = [segments + 1, 0];
    filled += width;
  }
  return { encoding, units, segments };
}

const PLAIN: [RegExp, string][] = [
  [/[‘’‚‛′`´]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐‑‒–—―−]/g, "-"],
  [/…/g, "..."],
  [/[•·]/g, "-"],
  [/[\p{Z}\t\n\v]+/gu, " "],
  // Marks that nobody sees and half letters, but not the joiner within an emoji.
  [/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/gu, ""],
];

/** One line, without the typesetter's signs, one of which would make all letters twice as wide. Names keep their accents. */
export function plainText(text: string): string {
  return PLAIN.reduce((plain, [signs, instead]) => plain.replace(signs, instead), text.normalize("NFC")).trim();
}

/** The sentences, the most important first, as far as they go into one message. The first stays, whatever it takes. */
export function fitted(sentences: string[]): string {
  const [first = "", ...rest] = sentences.map(plainText);
  return rest.reduce((text, sentence) => (sizeOf(`${text} ${sentence}`).segments === 1 ? `${text} ${sentence}` : text), first);
}
