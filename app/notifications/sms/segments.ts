/** 3GPP TS 23.038: one septet each. Any other character makes the whole text UCS-2. */
const BASIC = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
/** Two septets each: preceded by an escape. */
const EXTENDED = new Set("\f^{}\\[~]|€");

/** The capacity of a single message, and of each part of several, which carry a concatenation header. */
const ROOM = { gsm: { one: 160, each: 153 }, ucs2: { one: 70, each: 67 } } as const;

export interface SmsSize {
  encoding: keyof typeof ROOM;
  /** Septets, or UTF-16 units. */
  units: number;
  /** The number of segments billed. */
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
  // Invisible characters and lone surrogates, but not the joiner inside an emoji.
  [/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/gu, ""],
];

/** One line, with typographic characters replaced, since a single one would make the whole text UCS-2. Names keep their accents. */
export function plainText(text: string): string {
  return PLAIN.reduce((plain, [signs, instead]) => plain.replace(signs, instead), text.normalize("NFC")).trim();
}

/** As many sentences, most important first, as fit into one message. The first is always included. */
export function fitted(sentences: string[]): string {
  const [first = "", ...rest] = sentences.map(plainText);
  return rest.reduce((text, sentence) => (sizeOf(`${text} ${sentence}`).segments === 1 ? `${text} ${sentence}` : text), first);
}
