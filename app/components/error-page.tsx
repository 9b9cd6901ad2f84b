import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface ErrorPageProps {
  title: string;
  /** What happened and what was kept. */
  text: ReactNode;
  icon?: IconName;
  /** What to call this when asking for help. */
  reference?: string | null;
  /** What to do: links or buttons. */
  children?: ReactNode;
}

export function ErrorPage({ title, text, icon = "warning", reference, children }: ErrorPageProps) {
  return (
    <div className="page page-narrow">
      <div className="card error-page">
        <Icon name={icon} size={32} />
        <div className="stack">
          <h1>{title}</h1>
          <p>{text}</p>
        </div>
        {children && <div className="cluster">{children}</div>}
        {reference && <p className="reference">Reference: <code>{reference}</code></p>}
      </div>
    </div>
  );
}
