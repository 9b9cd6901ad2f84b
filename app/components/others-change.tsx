import type { FormState } from "#app/lib/form-state.ts";
import { Facts } from "./facts.tsx";

export interface OthersChangeProps {
  form: FormState;
  /** As it stands now, which may be newer than what the form was drawn from. */
  now: Record<string, string>;
  labels: Record<string, string>;
}

/** Where the sentence about somebody else's change leads: what it says now, wherever that differs from what was typed. */
export function OthersChange({ form, now, labels }: OthersChangeProps) {
  const differing = Object.keys(now).filter((name) => form.value(name) !== now[name]);
  return (
    <section className="others-change" id="version" tabIndex={-1} aria-label="What it says now">
      <h2>What it says now</h2>
      {differing.length === 0 ? <p>The same as what you typed.</p> : <Facts facts={differing.map((name) => ({ label: labels[name] ?? name, value: now[name] || "(empty)" }))} />}
    </section>
  );
}
