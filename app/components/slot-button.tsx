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

export interface SlotButtonProps {
  slot: Slot;
  /** The form it belongs to when it stands outside of it. */
  form?: string;
  /** Where it must differ from its form's: asking about a time in a form that would take it. */
  method?: "get";
  /** Where its form goes, when the address is to name the time as well. */
  action?: string;
}

/** Choosing a time takes a short hold, so its form posts. */
export function SlotButton({ slot, form, method, action }: SlotButtonProps) {
  return (
    <button className="slot" name="start" value={slot.value} form={form} formMethod={method} formAction={action} data-slot={slot.startIso} aria-label={slot.name}>
      {slot.label}
    </button>
  );
}
