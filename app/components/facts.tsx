import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface Fact {
  label: string;
  value: ReactNode;
  icon?: IconName;
}

/** Facts without a value are left out. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts">
      {facts.filter(({ value }) => value !== null && value !== undefined && value !== "").map(({ label, value, icon }) => (
        <div key={label}>
          <dt>{icon && <Icon name={icon} />}{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
