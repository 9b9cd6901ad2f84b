const NAMES: Record<string, string> = {
  title: "Title",
  notes: "Notes",
  attendeeName: "Name",
  attendeeEmail: "E-mail",
  attendeePhone: "Phone",
  location: "Place",
  meetingUrl: "Video call",
  guests: "Guests added",
  attendees: "People added",
};

/** What an edit changed, one line each: the old and the new value. */
export function changedLines(data: Record<string, unknown>): string[] {
  const before = (data.before ?? {}) as Record<string, unknown>;
  const after = (data.after ?? {}) as Record<string, unknown>;
  return Object.keys(after).flatMap((field) => (NAMES[field] ? [`${NAMES[field]}: ${change(textOf(before[field]), textOf(after[field]))}`] : []));
}

function change(was: string, is: string): string {
  if (was === "") return is === "" ? "none" : is;
  return `${is === "" ? "none" : is} (was: ${was})`;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === "string" ? one : ((one as { name?: string }).name ?? ""))).join(", ");
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim() : "";
}
