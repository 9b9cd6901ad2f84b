import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** Why nothing is here and, as children, the one thing to do about it. */
export function EmptyState({ title, text, icon = "calendar", children }: { title: string; text?: ReactNode; icon?: IconName; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={32} />
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}
