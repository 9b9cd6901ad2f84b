import type { ReactNode } from "react";

export interface TimelineEntry {
  id: string;
  what: ReactNode;
  /** UTC, for the machine. */
  atIso: string;
  /** For the reader: "Tue 14 Oct, 14:30". */
  at: string;
  /** Who and from where: "Ana Costa, on the web". */
  by?: string;
  tone?: "good" | "warn" | "bad" | "planned";
}

/** Newest first. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  return (
    <ol className="timeline">
      {entries.map(({ id, what, atIso, at, by, tone }) => (
        <li key={id} className={tone && `timeline-${tone}`}>
          <span>{what}</span>
          <span className="timeline-meta"><time dateTime={atIso}>{at}</time>{by && <> · {by}</>}</span>
        </li>
      ))}
    </ol>
  );
}
