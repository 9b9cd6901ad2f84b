import { Button, HiddenFields } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface ZonePickerProps {
  /** "Lisbon time" */
  label: string;
  zone: string;
  zones: readonly { value: string; label: string }[];
  /** The rest of the query, so that changing the zone keeps week and person. */
  fields: Record<string, string>;
  /** "14:30 here is 15:30 your time" */
  note?: string;
}

/** Changes the page's `zone`; a GET, so the choice is in the URL. */
export function ZonePicker({ label, zone, zones, fields, note }: ZonePickerProps) {
  return (
    <form className="zone-picker" method="get">
      <HiddenFields fields={fields} />
      <p><Icon name="globe" />{label}</p>
      <select className="input" name="zone" defaultValue={zone} aria-label="Time zone">
        {zones.map(({ value, label: name }) => <option key={value} value={value}>{name}</option>)}
      </select>
      <Button tone="quiet">Apply</Button>
      {note && <p className="field-hint">{note}</p>}
    </form>
  );
}
