import { ButtonLink } from "./button.tsx";
import { Facts, type Fact } from "./facts.tsx";

export interface CalendarPartProps {
  entry: Fact[];
  /** The file's address. */
  file: string;
  /** The file as it is. */
  source?: string | null;
}

/** The calendar file that goes with a mail. */
export function CalendarPart({ entry, file, source = null }: CalendarPartProps) {
  return (
    <details className="calendar-part no-print">
      <summary>The calendar file that goes with it</summary>
      <div>
        <Facts facts={entry} />
        <div><ButtonLink tone="quiet" href={file}>Download the file</ButtonLink></div>
        {source && <pre className="message-source">{source}</pre>}
      </div>
    </details>
  );
}
