import type { Viewer } from "./viewer.ts";

/** Somebody with an account, as pages may know them. */
export interface User {
  id: string;
  email: string;
  name: string;
  phone: string | null;
  role: "user" | "admin";
  timeZone: string | null;
}

export function viewerOf({ id, name, role }: User): Extract<Viewer, { kind: "user" | "admin" }> {
  return { kind: role, userId: id, name };
}
