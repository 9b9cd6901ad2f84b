import type { EditFields } from "./edit-form.ts";

/** The single-valued fields; guests can only be added. */
export type SingleField = Exclude<EditFields, "guests">;
type Values = Record<SingleField, string>;

export interface FieldConflict {
  field: SingleField;
  /** The value the form was rendered with; null if unknown. */
  was: string | null;
  theirs: string;
  /** null: unchanged, so theirs is used. */
  yours: string | null;
}

/**
 * Somebody else saved first. A three-way comparison of each field tells who changed what: a field only they changed
 * takes their value, so that saving again does not undo it; what was typed stays, with theirs shown beside it.
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

/** Forms normalise line breaks, and are read trimmed. */
function isSame(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

const plain = (text: string) => text.replace(/\r\n?/g, "\n").trim();
