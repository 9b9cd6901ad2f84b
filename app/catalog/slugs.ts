import { AppError } from "#app/lib/errors.ts";

/** Letters that Unicode does not decompose into a base letter and a mark. */
const FOLDED: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** A name as it stands in an address: "Größe & Café" becomes "grosse-cafe"; empty when no Latin letter or digit is left. */
export function slugFrom(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => FOLDED[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
}

/** The first of "name", "name-2", "name-3", ... that is free. `kind` is used for names without Latin letters. */
export function freeSlug(name: string, kind: string, isTaken: (slug: string) => boolean): string {
  const base = slugFrom(name) || kind;
  let slug = base;
  for (let count = 2; isTaken(slug); count += 1) slug = `${base}-${count}`;
  return slug;
}

export function slugTaken(): AppError {
  const sentence = "This short name is already in use. Please choose another.";
  return new AppError("conflict", sentence, { fields: { slug: sentence } });
}
