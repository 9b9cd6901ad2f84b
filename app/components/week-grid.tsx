import { HiddenFields } from "./button.tsx";
import { SlotButton, type Slot } from "./slot-button.tsx";

export interface WeekDay {
  /** 2026-10-14 */
  date: string;
  /** "Tue 14 Oct": weekday first. */
  label: string;
  /** "Tuesday 14 October" */
  longLabel: string;
  isToday: boolean;
  isPast?: boolean;
  groups: SlotGroup[];
}

export interface SlotGroup {
  name: "Morning" | "Afternoon" | "Evening" | null;
  slots: Slot[];
}

export interface WeekGridProps {
  days: WeekDay[];
  /** Sent along with the chosen `start`. */
  fields: Record<string, string>;
  /** Where choosing posts to; this page's own action when left out. */
  action?: string;
  /** "get" asks about a time instead of taking it. */
  method?: "get" | "post";
}

/** One form for the week: a week of busy days would otherwise repeat its hidden fields a hundred times. */
export function WeekGrid({ days, fields, action, method = "post" }: WeekGridProps) {
  return (
    <form method={method} action={action}>
      <HiddenFields fields={fields} />
      <div className="week">
        {days.map((day) => <Day key={day.date} day={day} />)}
      </div>
    </form>
  );
}

function Day({ day }: { day: WeekDay }) {
  const groups = day.groups.filter(({ slots }) => slots.length > 0);
  const classes = ["day", day.isToday && "day-today", day.isPast && "day-past", groups.length === 0 && "day-empty"].filter(Boolean).join(" ");
  return (
    <section className={classes} id={`day-${day.date}`} aria-label={day.longLabel}>
      <DayHead day={day} />
      {groups.length === 0 ? <p className="day-none">No times</p> : (
        <div className="day-groups">
          {groups.map((group) => <Group key={group.name ?? "all"} group={group} />)}
        </div>
      )}
    </section>
  );
}

function DayHead({ day }: { day: WeekDay }) {
  const [weekday, ...rest] = day.label.split(" ");
  return (
    <h3 className="day-head">
      <span className="day-weekday">{day.isToday ? "Today" : weekday}</span> <time dateTime={day.date}>{rest.join(" ")}</time>
    </h3>
  );
}

function Group({ group }: { group: SlotGroup }) {
  return (
    <div>
      {group.name && <h4 className="day-group-name">{group.name}</h4>}
      <div className="slots">
        {group.slots.map((slot) => <SlotButton key={slot.value} slot={slot} />)}
      </div>
    </div>
  );
}
