import { Notice } from "./notice.tsx";
import { SlotButton, type Slot } from "./slot-button.tsx";

export interface NearestTimesProps {
  /** "Someone just took 14:30." */
  title: string;
  slots: Slot[];
  /** The id of the form whose typed values go along; left out when standing inside it. */
  form?: string;
  /** "get" asks about the time instead of taking it at once. */
  method?: "get";
  /** Where choosing a time goes, when the address is to name it as well. */
  actionOf?: (slot: Slot) => string;
}

/** A conflict is an offer: the free times around the one that was lost. */
export function NearestTimes({ title, slots, form, method, actionOf }: NearestTimesProps) {
  return (
    <Notice tone="warn" role="alert" title={title}>
      {slots.length === 0 ? <p>No other time is free around it.</p> : (
        <>
          <p>Free around it:</p>
          {/* Enter in a field presses a form's first button: it must not choose a time nobody asked for. */}
          <button className="visually-hidden" form={form} tabIndex={-1} aria-hidden="true">Book</button>
          <div className="slots-inline">
            {slots.map((slot) => <SlotButton key={slot.value} slot={slot} form={form} method={method} action={actionOf?.(slot)} />)}
          </div>
        </>
      )}
    </Notice>
  );
}
