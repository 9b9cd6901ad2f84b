import { durationText } from "#app/lib/format.ts";
import type { Overview } from "#app/insights/overview.server.ts";

/** The period in five figures, each beside what it was before. */
export function KeyFigures({ now, then, used }: Pick<Overview, "now" | "then" | "used">) {
  const all = ({ kept, cancelled }: Overview["now"]) => kept + cancelled;
  return (
    <dl className="key-figures">
      <Figure label="Appointments" now={String(now.kept)} was={String(then.kept)} />
      <Figure label="Cancelled" now={shareText(now.cancelled, all(now))} was={shareText(then.cancelled, all(then))} hint={`${now.cancelled} of ${all(now)}`} />
      <Figure label="No-shows" now={shareText(now.noShows, now.kept)} was={shareText(then.noShows, then.kept)} hint={`${now.noShows} of ${now.kept}`} />
      <Figure label="Booked ahead" now={leadText(now)} was={leadText(then)} hint="on average" />
      <Figure label="Open time booked" now={used.now === null ? "–" : shareText(used.now, 1)} was={used.then === null ? "–" : shareText(used.then, 1)} hint="by hours as they are now" />
    </dl>
  );
}

function Figure({ label, now, was, hint }: { label: string; now: string; was: string; hint?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="key-figure">{now}</dd>
      <dd className="field-hint">{hint ? `${hint} · ` : ""}before: {was}</dd>
    </div>
  );
}

export function shareText(part: number, whole: number): string {
  return whole === 0 ? "–" : new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: part / whole < 0.1 ? 1 : 0 }).format(part / whole);
}

function leadText({ kept, leadMinutes }: Overview["now"]): string {
  if (kept === 0) return "–";
  const minutes = leadMinutes / kept;
  return minutes < 48 * 60 ? durationText(Math.round(minutes / 60) * 60) : `${Math.round(minutes / 1_440)} days`;
}
