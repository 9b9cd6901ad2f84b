import type { ShouldRevalidateFunction } from "@remix-run/react";

/** Where a form goes that is only looked at: see Procedure.look. */
export const lookAt = (action: string) => `${action}?look`;

/** Whether it is posted to be looked at, not to be saved. `address` may be a path. */
export function isLook(address: string): boolean {
  return new URL(address, "http://path").searchParams.has("look");
}

/** A look changes nothing, so no page is read again after it: what is being typed must not go with an answer that does not come. */
export const unlessLooked: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) => defaultShouldRevalidate && !(formAction && isLook(formAction));
