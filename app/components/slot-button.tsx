export interface Slot {
  /** The instant as toISOString() writes it. */
  startIso: string;
  /** What is read on the button: "14:30". */
  label: string;
  /** What it is called: "Tuesday 14 October, 14:30, with Ana Costa". */
  name: string;
  /** What is posted as `start`. */
  value: string;
}

/** Choosing a time takes a short hold, so it posts. `form` names the form it belongs to when it stands outside of it. */
export function SlotButton({ slot, form }: { slot: Slot; form?: string }) {
  return (
    <button className="slot" name="start" value={slot.value} form={form} data-slot={slot.startIso} aria-label={slot.name}>
      {slot.label}
    </button>
  );
}
