/** The changed fields with their old values, for the history; null if nothing changed. */
export function changedFields<T extends object>(row: T, change: Partial<T>): { before: Partial<T>; after: Partial<T> } | null {
  const names = (Object.keys(change) as (keyof T)[]).filter((name) => change[name] !== undefined && JSON.stringify(row[name]) !== JSON.stringify(change[name]));
  if (names.length === 0) return null;
  const only = (from: Partial<T>) => Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<T>;
  return { before: only(row), after: only(change) };
}
