import type { FormState } from "#app/lib/form-state.ts";
import { Checkbox, RadioGroup } from "./choice-field.tsx";
import { TextArea, TextField } from "./field.tsx";

export const SERVICE_LABELS = {
  name: "Name",
  slug: "Short name for links",
  description: "Description",
  durations: "How long",
  bufferBefore: "Kept free before",
  bufferAfter: "Kept free after",
  slotInterval: "Offer a time every",
  notice: "Book at least this far ahead",
  windowDays: "At most this many days ahead",
  deadline: "Customers move or cancel until",
  price: "Price",
  colour: "Colour",
  place: "Where it takes place",
  requiresConfirmation: "Each request is confirmed by us",
  agenda: "What will be done",
} as const;

type Name = keyof typeof SERVICE_LABELS;

/** Everything a service is and by which rules it is booked. */
export function ServiceFields({ form, currency }: { form: FormState; currency: string }) {
  const field = (name: Name) => ({ name, label: SERVICE_LABELS[name], defaultValue: form.value(name), error: form.error(name) });
  return (
    <>
      <Part title="What it is">
        <TextField {...field("name")} required maxLength={80} />
        <TextArea {...field("description")} optional rows={2} maxLength={1000} />
        <div className="halves halves-close">
          <TextField {...field("durations")} required hint="45 min, or several: 30 min, 1 h. The first is suggested." />
          <TextField {...field("price")} optional label={`Price in ${currency}`} hint="0 is shown as free." inputMode="decimal" />
        </div>
        <RadioGroup
          {...field("place")}
          options={[
            { value: "branch", label: "At the branch" },
            { value: "video", label: "By video" },
            { value: "phone", label: "By phone" },
          ]}
        />
      </Part>
      <Part title="When it can be booked">
        <div className="halves halves-close">
          <TextField {...field("notice")} required hint="Such as 2 h or 1 day." />
          <TextField {...field("windowDays")} required hint="How far the calendar reaches." inputMode="numeric" />
          <TextField {...field("bufferBefore")} required hint="To prepare. Customers do not see it." />
          <TextField {...field("bufferAfter")} required hint="To tidy up. Customers do not see it." />
          <TextField {...field("slotInterval")} optional hint="Empty: back to back." />
          <TextField {...field("deadline")} required hint="How long before it begins." />
        </div>
        <Checkbox
          name="requiresConfirmation"
          label={SERVICE_LABELS.requiresConfirmation}
          hint="The time is held until then."
          defaultChecked={form.value("requiresConfirmation") === "on"}
          error={form.error("requiresConfirmation")}
        />
      </Part>
      <Part title="On the booking pages">
        <TextArea {...field("agenda")} optional hint="Shown on each appointment." rows={2} maxLength={1000} />
        <div className="halves halves-close">
          <TextField {...field("slug")} optional hint="Lower-case letters, digits and hyphens. Changing it breaks old links." maxLength={60} />
          <TextField {...field("colour")} type="color" hint="Used in the desk's calendar." />
        </div>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="form form-part" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
