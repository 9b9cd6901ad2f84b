import type { ReactNode } from "react";
import { Card } from "#app/components/card.tsx";
import { Checkbox, CheckboxGroup } from "#app/components/choice-field.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { zoneOptions } from "#app/lib/zones.ts";

interface Section {
  form: FormState;
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const OFFICE_DAYS = DAYS.slice(0, 5);

export function AdministratorSection({ form }: Section) {
  return (
    <Part title="You, the administrator">
      <TextField {...field(form, "name")} label="Your name" autoComplete="name" required maxLength={80} />
      <TextField {...field(form, "email")} label="Your e-mail" type="email" inputMode="email" autoComplete="username" required />
      <TextField
        name="password"
        error={form.error("password")}
        label="Password"
        hint="At least 8 characters. A few words in a row are easy to keep and hard to guess."
        type="password"
        autoComplete="new-password"
        required
      />
    </Part>
  );
}

export function CompanySection({ form }: Section) {
  return (
    <Part title="The company">
      <TextField {...field(form, "company")} label="Name" hint="Shown at the top of every page." autoComplete="organization" required maxLength={80} />
      <SelectField {...field(form, "timeZone")} label="Time zone" options={zoneOptions} />
    </Part>
  );
}

export function BranchSection({ form }: Section) {
  return (
    <Part title="The first branch">
      <TextField {...field(form, "branchName")} label="Name" hint="For example the part of town." required maxLength={80} />
      <TextField {...field(form, "address")} label="Address" autoComplete="street-address" required maxLength={200} />
      <SelectField {...field(form, "branchTimeZone")} label="Its time zone" options={zoneOptions} />
    </Part>
  );
}

export function ServiceSection({ form, currency }: Section & { currency: string }) {
  return (
    <Part title="The first service">
      <TextField {...field(form, "serviceName")} label="What can be booked" required maxLength={80} />
      <div className="halves">
        <TextField {...field(form, "minutes")} label="Minutes" inputMode="numeric" required />
        <TextField {...field(form, "price")} label={`Price in ${currency}`} inputMode="decimal" optional />
      </div>
    </Part>
  );
}

export function PersonSection({ form }: Section) {
  return (
    <Part title="Who takes appointments, and when">
      <Checkbox name="self" label="I take appointments myself" defaultChecked={form.value("self") === "on"} error={form.error("self")} />
      <div className="form somebody-else">
        <TextField {...field(form, "personName")} label="Somebody else’s name" hint="Only when it is not you." maxLength={80} optional />
        <TextField {...field(form, "personEmail")} label="Somebody else’s e-mail" type="email" inputMode="email" optional />
      </div>
      <CheckboxGroup
        name="days"
        error={form.error("days")}
        label="Days"
        options={DAYS.map((day) => ({ value: day, label: day }))}
        defaultValues={form.refused ? form.values("days") : OFFICE_DAYS}
      />
      <div className="halves">
        <TextField {...field(form, "from")} label="From" type="time" required />
        <TextField {...field(form, "to")} label="To" type="time" required />
      </div>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title}>
      <div className="form">{children}</div>
    </Card>
  );
}

function field(form: FormState, name: string) {
  return { name, defaultValue: form.value(name), error: form.error(name) };
}
