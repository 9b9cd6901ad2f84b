/** Zones the runtime still lists under former names. */
const presentNames: Record<string, string> = {
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

export interface ZoneOption {
  value: string;
  label: string;
}

/** Every zone of this runtime, for a select. */
export const zoneOptions: readonly ZoneOption[] = ["UTC", ...Intl.supportedValuesOf("timeZone").map((zone) => presentNames[zone] ?? zone).sort()].map(option);

/** A zone has several names: the one in use is always included. */
export function zoneOptionsWith(inUse: string): readonly ZoneOption[] {
  return zoneOptions.some(({ value }) => value === inUse) ? zoneOptions : [option(inUse), ...zoneOptions];
}

function option(zone: string): ZoneOption {
  return { value: zone, label: zone.replaceAll("_", " ") };
}
