/** Where a page begins: after the row with this value of what is sorted by, or, walking back, before it. */
export interface AllCursor {
  back: boolean;
  key: string | number;
  id: string;
}

export function writeCursor({ back, key, id }: AllCursor): string {
  return Buffer.from(JSON.stringify([back ? 1 : 0, key, id])).toString("base64url");
}

/** null for a cursor that is none, or was written under another order: the list then begins at its beginning. */
export function readCursor(text: string | undefined, keyType: "string" | "number"): AllCursor | null {
  if (!text) return null;
  try {
    const [back, key, id] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    return typeof key === keyType && typeof id === "string" ? { back: back === 1, key: key as string | number, id } : null;
  } catch {
    return null;
  }
}
