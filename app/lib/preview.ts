import type { ShouldRevalidateFunction } from "@remix-run/react";

/** The action of a form that is only previewed: see Procedure.preview. */
export const previewAction = (action: string) => `${action}?preview`;

/** Whether it is posted for a preview, not to be saved. `address` may be a path. */
export function isPreview(address: string): boolean {
  return new URL(address, "http://path").searchParams.has("preview");
}

/** A preview changes nothing, so no loader is rerun after it: a failing loader must not discard what is being typed. */
export const unlessPreview: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) => defaultShouldRevalidate && !(formAction && isPreview(formAction));
