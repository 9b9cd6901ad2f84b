import type { PersonViewer } from "./viewer.ts";

/** A person with an account, as pages see them. */
export interface User {
  id: string;
  email: string;
  name: string;
  phone: string | null;
  role: "user" | "admin" | "staff";
  timeZone: string | null;
  /** The catalogue id of a staff member, while that person is active. */
  staffId?: string | null;
}

/** Staff who left the catalogue are customers. */
export function viewerOf({ id, name, role, staffId }: User): PersonViewer {
  if (role === "staff") return staffId ? { kind: "staff", userId: id, staffId, name } : { kind: "user", userId: id, name };
  return { kind: role, userId: id, name };
}
