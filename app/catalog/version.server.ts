import { AppError } from "#app/lib/errors.ts";
import { fingerprint } from "#app/lib/fingerprint.server.ts";

/** The version a catalogue form was rendered from, as a digest: rows have no version number, and hours are stored elsewhere. */
export function versionOf(values: unknown): string {
  return fingerprint(values);
}

/** @throws AppError conflict on `version`: somebody else saved since the form was drawn */
export function assertVersion(values: unknown, version: string): void {
  if (versionOf(values) === version) return;
  const sentence = "Somebody else changed this while you were editing. What you typed is still here: please compare it and save again.";
  throw new AppError("conflict", sentence, { fields: { version: sentence }, cause: { code: "version_conflict" } });
}
