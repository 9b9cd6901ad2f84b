const WORDS: Record<string, string> = { guest: "Guest", user: "Customer with account", staff: "Staff", admin: "Administrator", blocked: "Blocked" };

/** What somebody is at this desk, in words. */
export function RoleLabel({ of }: { of: string }) {
  return <span className={of === "blocked" ? "standing standing-blocked" : "standing"}>{WORDS[of] ?? of}</span>;
}

export const roleOptions = [{ value: "", label: "Everybody" }, ...Object.entries(WORDS).map(([value, label]) => ({ value, label }))];
