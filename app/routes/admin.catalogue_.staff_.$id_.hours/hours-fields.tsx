import { fieldId, SelectField } from "#app/components/field.tsx";
import { Icon } from "#app/components/icon.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { zoneOptionsWith } from "#app/lib/zones.ts";

interface Rows {
  timeZone: string;
  today: string;
  /** How many rows each day is drawn with, and how many the dates are. */
  days: { day: string; rows: number }[];
  dates: number;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

export function HoursFields({ form, hours }: { form: FormState; hours: Rows }) {
  const rowsOf = (name: string, rows: number) => upTo(Math.max(rows, form.values(name).length));
  return (
    <>
      <p className="field-hint">A day without times is a day off. A break is a second line; each save leaves room for one more. 00:00 at the end is midnight.</p>
      {hours.days.map(({ day, rows }) => (
        <fieldset className="hours-day" key={day}>
          <legend className="field-label">{day}</legend>
          <div className="hours-spans">
            {rowsOf(`week.${day}.from`, rows).map((index) => <Span key={index} form={form} name={`week.${day}`} index={index} what={`${day}${index > 0 ? `, line ${index + 1}` : ""}`} />)}
          </div>
        </fieldset>
      ))}
      <section className="form form-part" aria-label="Days that differ">
        <h2>Days that differ</h2>
        <p className="field-hint">They replace the weekly hours. A day without times is off; clear the day to remove a line.</p>
        {rowsOf("dates.date", hours.dates).map((index) => (
          <div className="hours-date" key={index}>
            <Control form={form} name={`dates.date[${index}]`} label={`Day ${index + 1}`} type="date" />
            <Span form={form} name="dates" index={index} what={`day ${index + 1}`} />
          </div>
        ))}
      </section>
      <SelectField name="timeZone" label="Time zone" options={zoneOptionsWith(hours.timeZone)} defaultValue={form.value("timeZone")} error={form.error("timeZone")} />
    </>
  );
}

function Span({ form, name, index, what }: { form: FormState; name: string; index: number; what: string }) {
  const [from, to] = [`${name}.from[${index}]`, `${name}.to[${index}]`];
  return (
    <div className="hours-span">
      <Control form={form} name={from} label={`From, ${what}`} type="time" />
      <span aria-hidden="true">–</span>
      <Control form={form} name={to} label={`Until, ${what}`} type="time" />
    </div>
  );
}

function Control({ form, name, label, type }: { form: FormState; name: string; label: string; type: "time" | "date" }) {
  const [id, error] = [fieldId(name), form.error(name)];
  return (
    <div className="hours-control">
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="warning" size={16} />
          {error}
        </p>
      )}
      <input
        className="input"
        type={type}
        id={id}
        name={name}
        aria-label={label}
        defaultValue={form.value(name)}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      />
    </div>
  );
}

/** What each field is called where somebody else's change is shown. */
export function hoursLabels({ days, dates }: Rows): Record<string, string> {
  const spans = (name: string, index: number, what: string) => [[`${name}.from[${index}]`, `${what}, from`], [`${name}.to[${index}]`, `${what}, until`]];
  return Object.fromEntries([
    ["timeZone", "Time zone"],
    ...days.flatMap(({ day, rows }) => upTo(rows).flatMap((index) => spans(`week.${day}`, index, day))),
    ...upTo(dates).flatMap((index) => [[`dates.date[${index}]`, `Day ${index + 1}`], ...spans("dates", index, `Day ${index + 1}`)]),
  ]) as Record<string, string>;
}
