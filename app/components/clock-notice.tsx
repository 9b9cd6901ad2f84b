import { paths } from "#app/lib/paths.ts";
import { Notice } from "./notice.tsx";

/** Before a change of the clock: when it is, and whether anybody will notice. */
export function ClockNotice({ changes, affected }: { changes: string[]; affected: number }) {
  return (
    <div className="no-print">
      <Notice tone={affected > 0 ? "warn" : "info"}>
        {changes.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p>
          {affected === 0 ? (
            "No appointment is affected."
          ) : (
            <a href={paths.adminClockChange()}>{affected === 1 ? "See the appointment this affects" : `See the ${affected} appointments this affects`}</a>
          )}
        </p>
      </Notice>
    </div>
  );
}
