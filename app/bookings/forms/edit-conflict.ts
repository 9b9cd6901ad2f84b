import type { EditFields } from "./edit-form.ts";

/** What a booking has one of; guests are only ever added. */
export type SingleField = Exclude<EditFields, "guests">;
type Values = Record<SingleField, string>;

export interface FieldConflict {
  field: SingleField;
  /** What the form was drawn with; null when that is not known. */
  was: string | null;
  theirs: string;
  /** null: not touched, so theirs is taken over. */
  yours: string | null;
}

/**
 * Somebody else saved first. Three texts of each field tell who changed what: a field only they changed is theirs from
 * here on, so that saving again does not undo it; what was typed stays as it was typed, with theirs shown beside it.
 */
export function editConflict({ was, now, typed }: { was: Partial<Values>; now: Values; typed: Values }): { values: Values; conflicts: FieldConflict[] } {
  const fields = Object.keys(now) as SingleField[];
  const conflicts = fields.flatMap((field): FieldConflict[] => {
    const before = was[field] ?? null;
    if (isSame(before ?? typed[field], now[field])) return [];
    const isTouched = before === null || !isSame(before, typed[field]);
    return [{ field, was: before, theirs: now[field], yours: isTouched ? typed[field] : null }];
  });
  const takenOver = new Set(conflicts.filter(({ yours }) => yours === null).map(({ field }) => field));
  const values = Object.fromEntries(fields.map((field) => [field, takenOver.has(field) ? now[field] : typed[field]])) as Values;
  return { values, conflicts };
}

/** A form sends line breaks in its own way, and is read without the space around. */
function isSame(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

const plain = (text: string) => text.replace(/\r\n?/g, "\n").trim();
