import type { ReactNode } from "react";
import type { LookAt } from "#app/lib/errors.ts";
import type { FormState } from "#app/lib/form-state.ts";
import { Button, ButtonLink, HiddenFields } from "./button.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { LookAtNotice } from "./look-at.tsx";
import { OthersChange } from "./others-change.tsx";

export interface CatalogueFormProps {
  form: FormState;
  /** Appointments the change would leave behind, to look at first. */
  lookAt?: LookAt;
  /** For what is there already: its values as they stand, and which state that is. */
  standing?: { now: Record<string, string>; version: string; labels: Record<string, string> };
  save: string;
  backHref: string;
  children: ReactNode;
}

/** A form of the catalogue: what is wrong, what somebody else changed and what is left behind stand first. */
export function CatalogueForm({ form, lookAt, standing, save, backHref, children }: CatalogueFormProps) {
  // Only who was shown the other's change may write over it.
  const changedMeanwhile = form.error("version") !== undefined;
  return (
    <form method="post" noValidate className="form">
      {/* Enter presses a form's first button: not the one that saves what was only just shown. */}
      <button className="visually-hidden" tabIndex={-1} aria-hidden="true">{save}</button>
      {lookAt ? (
        <LookAtNotice title={form.formErrors[0] ?? ""} lookAt={lookAt}>
          <Button tone="danger" name="seen" value={lookAt.token}>Save anyway</Button>
        </LookAtNotice>
      ) : <ErrorSummary form={form} />}
      {standing && changedMeanwhile && <OthersChange form={form} now={standing.now} labels={standing.labels} />}
      {standing && <HiddenFields fields={{ version: changedMeanwhile || !form.refused ? standing.version : form.value("version") }} />}
      {children}
      <div className="form-actions">
        <Button>{save}</Button>
        <ButtonLink tone="link" href={backHref}>{standing ? "Keep it as it was" : "Leave it"}</ButtonLink>
      </div>
    </form>
  );
}
