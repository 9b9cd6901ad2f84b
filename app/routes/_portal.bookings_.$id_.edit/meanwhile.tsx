import type { FieldConflict, SingleField } from "#app/bookings/forms/edit-conflict.ts";
import { Facts } from "#app/components/facts.tsx";
import { Timeline, type TimelineEntry } from "#app/components/timeline.tsx";

interface MeanwhileProps {
  conflicts: FieldConflict[];
  labels: Record<SingleField, string>;
  /** What happened to the booking since the form was drawn. */
  happened: TimelineEntry[];
}

/** Where the summary's sentence leads: what somebody else changed meanwhile, field by field, theirs beside yours. */
export function Meanwhile({ conflicts, labels, happened }: MeanwhileProps) {
  return (
    <section className="others-change" id="version" tabIndex={-1} aria-label="What changed meanwhile">
      <h2>What changed meanwhile</h2>
      {happened.length > 0 && <Timeline entries={happened} />}
      {conflicts.length === 0 ? (
        <p>Nothing in this form: everything is as you left it.</p>
      ) : (
        <Facts facts={conflicts.map((conflict) => ({ label: labels[conflict.field], value: <Sides {...conflict} /> }))} />
      )}
    </section>
  );
}

function Sides({ field, was, theirs, yours }: FieldConflict) {
  return (
    <span data-conflict={field} className="others-change-sides">
      <span><span className="field-hint">Theirs: </span><ins>{theirs || "(empty)"}</ins></span>
      <span><span className="field-hint">Yours: </span>{yours === null ? "unchanged, so the form shows theirs" : yours || "(empty)"}</span>
      {was !== null && <span><span className="field-hint">Before: </span>{was || "(empty)"}</span>}
    </span>
  );
}
