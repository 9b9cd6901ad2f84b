/** Where a page of a list begins: after the row with this start and id, or, walking back, before it. */
export interface Cursor {
  startsAt: number;
  id: string;
  back: boolean;
}

export function writeCursor({ startsAt, id, back }: Cursor): string {
  return `${back ? "b" : "n"}.${startsAt}.${id}`;
}

/** null for an invalid cursor: the list then starts at the beginning. */
export function readCursor(text: string | undefined): Cursor | null {
  const match = /^([bn])\.(-?\d{1,15})\.([\w-]{1,64})$/.exec(text ?? "");
  return match ? { back: match[1] === "b", startsAt: Number(match[2]), id: match[3] as string } : null;
}
