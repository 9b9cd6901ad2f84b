/** Every zone this runtime knows, for a select; UTC is not among those it lists. */
export const zoneOptions: readonly { value: string; label: string }[] = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map(
  (zone) => ({ value: zone, label: zone.replaceAll("_", " ") }),
);
