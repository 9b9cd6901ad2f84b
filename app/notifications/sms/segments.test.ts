import fc from "fast-check";
import { expect, test } from "vitest";
import { fitted, plainText, sizeOf } from "./segments.ts";

/** The alphabet as the standard prints it, by code; 27 is the escape. */
const TABLE = ["@£$¥èéùìòÇ\nØø\rÅå", "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ", " !\"#¤%&'()*+,-./", "0123456789:;<=>?", "¡ABCDEFGHIJKLMNO", "PQRSTUVWXYZÄÖÑÜ§", "¿abcdefghijklmno", "pqrstuvwxyzäöñüà"].join("");
const ESCAPED: Record<string, number> = { "\f": 10, "^": 20, "{": 40, "}": 41, "\\": 47, "[": 60, "~": 61, "]": 62, "|": 64, "€": 101 };

/** The septets a telephone would send; null where it has to take UCS-2. */
function septets(text: string): number[][] | null {
  const codes: number[][] = [];
  for (const letter of text) {
    const code = TABLE.indexOf(letter);
    if (letter !== "\x1b" && code >= 0) codes.push([code]);
    else if (ESCAPED[letter] !== undefined) codes.push([27, ESCAPED[letter]]);
    else return null;
  }
  return codes;
}

function packed(codes: unknown[][], one: number, each: number): number {
  if (codes.flat().length <= one) return 1;
  const messages: unknown[][] = [[]];
  for (const code of codes) {
    if (messages.at(-1)!.length + code.length > each) messages.push([]);
    messages.at(-1)!.push(...code);
  }
  return messages.length;
}

const gsm = fc.string({ unit: fc.constantFrom(...[...TABLE].filter((letter) => letter !== "\x1b"), ...Object.keys(ESCAPED)), maxLength: 340 });
const any = fc.string({ unit: fc.oneof(fc.constantFrom("a", "ç", "€", "ê", "😀", "👩🏽‍⚕️", "’", "–", " "), fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 })), maxLength: 160 });

test("a text is counted as telephones send it", () => {
  fc.assert(
    fc.property(fc.oneof(gsm, any), (text) => {
      const codes = septets(text);
      const { encoding, units, segments } = sizeOf(text);
      if (codes) expect([encoding, units, segments]).toEqual(["gsm", codes.flat().length, packed(codes, 160, 153)]);
      else expect([encoding, units, segments]).toEqual(["ucs2", text.length, packed([...text].map((letter) => letter.split("")), 70, 67)]);
    }),
    { numRuns: 400 },
  );
});

test("the borders of one message are where they are billed", () => {
  const sizes = (["x".repeat(160), "x".repeat(161), "€".repeat(80), `${"€".repeat(80)}x`, "ê".repeat(70), "ê".repeat(71), "😀".repeat(35), `😀${"x".repeat(69)}`, "x".repeat(306), "x".repeat(307), `${"x".repeat(152)}€${"x".repeat(152)}`]).map((text) => sizeOf(text).segments);
  expect(sizes).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 2, 3, 3]);
});

test("signs of the typesetter cost nothing, names keep their letters", () => {
  expect(plainText("“It’s”\u00a0at 3:30\u202fpm – 4…\r\n\tInês")).toBe('"It\'s" at 3:30 pm - 4... Inês');
  expect(sizeOf(plainText("Cafe\u0301")).encoding).toBe("gsm");
  expect(sizeOf(plainText("“Déjà vu” – 3…")).encoding).toBe("gsm");
  expect(plainText("a\u0000\u202eb\ud83d👩🏽‍⚕️")).toBe("ab👩🏽‍⚕️");
});

test("what is sent is one message whenever its first sentence is, and leaves out the least important only", () => {
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 6 }), (sentences) => {
      const plain = sentences.map(plainText);
      const text = fitted(sentences);
      expect(text.startsWith(plain[0] as string)).toBe(true);
      if (sizeOf(plain[0] as string).segments === 1) expect(sizeOf(text).segments).toBe(1);
      else expect(text).toBe(plain[0]);
      // Of all ways to leave sentences out that fit, it keeps the earliest it can, then the next.
      const ways = Array.from({ length: 2 ** (plain.length - 1) }, (_, way) => plain.filter((__, n) => n === 0 || (way >> (plain.length - 1 - n)) & 1).join(" "));
      const best = ways.filter((way) => sizeOf(way).segments === 1).at(-1) ?? plain[0];
      expect(text).toBe(best);
    }),
    { numRuns: 200 },
  );
});
