import { Icon, type IconName } from "./icon.tsx";

export type BadgeStatus = "pending" | "confirmed" | "rescheduled" | "cancelled" | "rejected";

const looks: Record<BadgeStatus, { text: string; icon: IconName; tone: "good" | "warn" | "bad" | "quiet" }> = {
  pending: { text: "Pending", icon: "clock", tone: "warn" },
  confirmed: { text: "Confirmed", icon: "check", tone: "good" },
  rescheduled: { text: "Rescheduled", icon: "moved", tone: "good" },
  cancelled: { text: "Cancelled", icon: "x", tone: "quiet" },
  rejected: { text: "Rejected", icon: "x", tone: "bad" },
};

/** Beside the status: the appointment stood, and the customer did not come. */
export function NoShowBadge() {
  return (
    <span className="badge badge-bad" data-no-show>
      <Icon name="x" size={16} />
      No-show
    </span>
  );
}

export function StatusBadge({ status }: { status: BadgeStatus }) {
  const { text, icon, tone } = looks[status];
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icon} size={16} />
      {text}
    </span>
  );
}
