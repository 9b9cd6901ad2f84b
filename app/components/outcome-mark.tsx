import { Icon } from "./icon.tsx";

const looks = {
  confirmed: { icon: "check", className: "confirmed-mark" },
  pending: { icon: "clock", className: "confirmed-mark confirmed-mark-warn" },
  cancelled: { icon: "x", className: "confirmed-mark confirmed-mark-quiet" },
} as const;

/** The sign over the title of a confirmation. */
export function OutcomeMark({ outcome }: { outcome: keyof typeof looks }) {
  const { icon, className } = looks[outcome];
  return <span className={className}><Icon name={icon} size={28} /></span>;
}
