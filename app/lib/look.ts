import type { ShouldRevalidateFunction } from "@remix-run/react";

/** The action of a form that is only previewed: see Procedure.look. */
export const lookAt = (action: string) => `${action}?look`;

/** Whether it is posted for a preview, not to be saved. `address` may be a path. */
export function isLook(address: string): boolean {
  return new URL(address, "http://path").searchParams.has("look");
}

/** A preview changes nothing, so no loader is rerun after it: a failing loader must not discard what is being typed. */
export const unlessLooked: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) => defaultShouldRevalidate && !(formAction && isLook(formAction));
