/** What people can choose: a topic is a group of message kinds that are wanted or not wanted together. */
export const TOPICS = {
  booked: { label: "Booked, requested", mail: true, sms: false, forStaff: false },
  changed: { label: "Confirmed, moved, changed, cancelled", mail: true, sms: true, forStaff: false },
  reminder: { label: "Reminders", mail: true, sms: true, forStaff: false },
  staff: { label: "Appointments others make with me", mail: true, sms: false, forStaff: true },
  "staff-reminder": { label: "Reminders of appointments with me", mail: false, sms: false, forStaff: true },
} as const satisfies Record<string, { label: string; mail: boolean; sms: boolean; forStaff: boolean }>;

export type Topic = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as Topic[];

const OF_KINDS: Record<string, Topic> = {
  booked: "booked",
  requested: "booked",
  confirmed: "changed",
  moved: "changed",
  edited: "changed",
  "edited-by-desk": "changed",
  reassigned: "changed",
  cancelled: "changed",
  reminder: "reminder",
  "staff-reminder": "staff-reminder",
};

/**
 * The topic of a kind of message; null for what is always sent: security notices, and the desk's changes to an
 * appointment, which its owner must know about.
 */
export function topicOf(kind: string): Topic | null {
  return OF_KINDS[kind] ?? (kind.startsWith("staff-") ? "staff" : null);
}
