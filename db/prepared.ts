import type { Db } from "./client.ts";

/**
 * Statements built once per database, at their first use: building a query costs two to twelve times what
 * running it does. `const statements = prepared((db) => ({ byId: db.select()....prepare() }))`, then
 * `statements(app.db).byId.get({ id })`.
 */
export function prepared<T extends object>(build: (db: Db) => T): (db: Db) => T {
  const perDatabase = new WeakMap<Db, T>();
  return (db) => {
    const known = perDatabase.get(db);
    if (known) return known;
    const made = build(db);
    perDatabase.set(db, made);
    return made;
  };
}
