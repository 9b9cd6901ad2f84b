import { HiddenFields } from "./button.tsx";
import type { Slot } from "./slot-button.tsx";

export interface NextFreeProps {
  slot: Slot;
  /** "Tue 14 Oct, 14:30" */
  when: string;
  /** "with Ana Costa" */
  who: string;
  /** Verb and object: "Take Tue 14:30". */
  button: string;
  fields: Record<string, string>;
  action?: string;
  /** "get" asks about the time instead of taking it. */
  method?: "get" | "post";
}

/** The first answer of the page, so its primary button. */
export function NextFree({ slot, when, who, button, fields, action, method = "post" }: NextFreeProps) {
  return (
    <form className="next-free" method={method} action={action}>
      <HiddenFields fields={fields} />
      <div>
        <p className="field-hint">Next free</p>
        <p className="next-free-when">{when}</p>
        <p>{who}</p>
      </div>
      <button className="button button-primary" name="start" value={slot.value} data-slot={slot.startIso}>
        {button}
      </button>
    </form>
  );
}
