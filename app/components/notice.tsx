import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type NoticeTone = "info" | "good" | "warn" | "bad";

const icons: Record<NoticeTone, IconName> = { info: "info", good: "check", warn: "warning", bad: "warning" };

export interface NoticeProps {
  tone?: NoticeTone;
  title?: ReactNode;
  /** "status" is read out when convenient, "alert" at once; leave out for what was on the page from the start. */
  role?: "status" | "alert";
  children?: ReactNode;
}

export function Notice({ tone = "info", title, role, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={role}>
      <Icon name={icons[tone]} />
      <div className="notice-body">
        {title && <p className="notice-title">{title}</p>}
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </div>
  );
}
