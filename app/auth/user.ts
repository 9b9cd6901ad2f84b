import type { PersonViewer } from "./viewer.ts";

/** Somebody with an account, as pages may know them. */
export interface User {
  id: string;
  email: string;
  name: string;
  phone: string | null;
  role: "user" | "admin" | "staff";
  timeZone: string | null;
  /** Whom somebody of the staff is in the catalogue, while that person is there and active. */
  staffId?: string | null;
}

/** Staff who are in the catalogue no more have their own customer side left. */
export function viewerOf({ id, name, role, staffId }: User): PersonViewer {
  if (role === "staff") return staffId ? { kind: "staff", userId: id, staffId, name } : { kind: "user", userId: id, name };
  return { kind: role, userId: id, name };
}
