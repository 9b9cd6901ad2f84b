import { paths } from "#app/lib/paths.ts";
import { Notice } from "./notice.tsx";

/** Before a change of the clock: when it is, and whether anybody will notice. */
export function ClockNotice({ changes, affected }: { changes: string[]; affected: number }) {
  return (
    <Notice tone={affected > 0 ? "warn" : "info"}>
      <p>{changes.join(" ")} {affected === 0 ? "No appointment is affected." : <a href={paths.adminClockChange()}>{affected === 1 ? "See the appointment it affects" : `See the ${affected} appointments it affects`}</a>}</p>
    </Notice>
  );
}
