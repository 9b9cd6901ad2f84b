import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const tokens = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const themes = ["light", "dark"] as const;
type Theme = (typeof themes)[number];

/** Text needs 4.5:1, the edge of a control and the focus outline 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
const text = [
  ["ink", "page"], ["ink", "card"], ["ink", "sunken"], ["ink", "brand-tint"], ["ink", "good-tint"], ["ink", "warn-tint"], ["ink", "bad-tint"],
  ["ink-soft", "page"], ["ink-soft", "card"], ["ink-soft", "sunken"], ["ink-soft", "brand-tint"],
  ["brand", "page"], ["brand", "card"], ["brand", "sunken"], ["brand", "brand-tint"], ["brand-strong", "card"], ["brand-strong", "page"], ["brand-strong", "brand-tint"],
  ["on-brand", "brand"], ["on-brand", "brand-strong"], ["on-bad", "bad"],
  ["good", "good-tint"], ["warn", "warn-tint"], ["bad", "bad-tint"], ["bad", "card"],
] as const;
const edges = [
  ["line-strong", "card"], ["line-strong", "page"], ["line-strong", "sunken"],
  ["brand", "page"], ["brand", "card"], ["bad", "card"],
] as const;

test.each(themes)("every company hue keeps text at 4.5:1 and edges at 3:1 in the %s theme", (theme) => {
  const tooWeak: string[] = [];
  for (let hue = 0; hue < 360; hue++) {
    for (const [pairs, least] of [[text, 4.5], [edges, 3]] as const) {
      for (const [front, back] of pairs) {
        const ratio = contrast(luminance(front, theme, hue), luminance(back, theme, hue));
        if (ratio < least) tooWeak.push(`${front} on ${back} at hue ${hue}: ${ratio.toFixed(2)}`);
      }
    }
  }
  expect(tooWeak).toEqual([]);
});

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(token: string, theme: Theme, brandHue: number): number {
  const colour = new RegExp(`--${token}: light-dark\\(oklch\\((.+?)\\), oklch\\((.+?)\\)\\);`).exec(tokens);
  if (!colour) throw new Error(`tokens.css has no --${token} written as light-dark(oklch(...), oklch(...))`);
  const value = colour[theme === "light" ? 1 : 2]!.replace("var(--brand-hue", String(brandHue));
  const [lightness, chroma, hue] = value.split(" ").map(parseFloat) as [number, number, number];
  const [r, g, b] = linearRgb(lightness, chroma, (hue * Math.PI) / 180);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Björn Ottosson's matrices, clipped to sRGB as browsers do. */
function linearRgb(lightness: number, chroma: number, radians: number): [number, number, number] {
  const a = chroma * Math.cos(radians);
  const b = chroma * Math.sin(radians);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function clip(channel: number): number {
  return Math.min(1, Math.max(0, channel));
}
