import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export interface PageProps {
  title: ReactNode;
  /** One sentence under the title. */
  lede?: ReactNode;
  back?: { href: string; label: string };
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** narrow 32rem (sign-in), normal 60rem, wide 80rem (choosing a time). */
  width?: "narrow" | "normal" | "wide";
  children: ReactNode;
}

/** A page's title and its content, one below the other: usually one or more cards. */
export function Page({ title, lede, back, actions, width = "normal", children }: PageProps) {
  return (
    <div className={width === "normal" ? "page" : `page page-${width}`}>
      <div className="page-head">
        <div>
          {back && (
            <a className="page-back" href={back.href}>
              <Icon name="arrow-left" size={16} />
              {back.label}
            </a>
          )}
          <h1>{title}</h1>
          {lede && <p className="page-lede">{lede}</p>}
        </div>
        {actions && <div className="cluster no-print">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
