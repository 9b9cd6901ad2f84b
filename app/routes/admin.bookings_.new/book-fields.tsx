import type { callerPage } from "#app/bookings/desk/caller-page.server.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { Checkbox, RadioGroup } from "#app/components/choice-field.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { SelectField, TextArea, TextField } from "#app/components/field.tsx";
import { QuestionField } from "#app/components/question-field.tsx";
import { Unbroken } from "#app/components/unbroken.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { FindCustomer } from "./find-customer.tsx";

export type CallerPage = NonNullable<Awaited<ReturnType<typeof callerPage>>>;

export interface BookFieldsProps {
  page: CallerPage;
  /** Whether somebody was looked for. */
  isLooked: boolean;
  form: FormState;
}

/** One form: searching for times or a customer sends all of it by GET, so nothing typed is lost; booking posts it. */
export function BookFields({ page, isLooked, form }: BookFieldsProps) {
  const text = (name: string, label: string) => ({ name, label, defaultValue: form.value(name), error: form.error(name) });
  return (
    <form method="post" noValidate className="form caller-form">
      <ErrorSummary form={form} />
      <HiddenFields fields={{ key: page.key }} />
      <WhatAndWhen page={page} form={form} />
      <section className="stack">
        <h2>Who</h2>
        <FindCustomer page={page} isLooked={isLooked} form={form} />
        <TextField {...text("name", "Name")} required maxLength={100} />
        <div className="halves halves-close">
          <TextField {...text("phone", "Phone")} type="tel" inputMode="tel" hint={<Unbroken text="With its country code, such as +351 912 345 678." />} maxLength={30} />
          <TextField {...text("email", "E-mail")} optional type="email" inputMode="email" hint="Without one, no mail is sent." maxLength={254} />
        </div>
        {page.textsOn && <Checkbox name="textMe" label="They want reminders and changes as texts" value="on" defaultChecked={form.value("textMe") !== ""} />}
        {page.questions.map((question) => <QuestionField key={question.slug} question={question} form={form} />)}
        {/* Shorter than notes may be: looking for times carries them in the address. */}
        <TextArea {...text("notes", "Notes")} optional rows={3} maxLength={2000} hint="The customer can read them." />
        <TextArea {...text("guests", "Who else is coming")} optional rows={2} maxLength={2000} hint="Their e-mail addresses, one on each line." />
      </section>
      <div className="form-actions"><Button>Book this appointment</Button></div>
    </form>
  );
}

function WhatAndWhen({ page, form }: Pick<BookFieldsProps, "page" | "form">) {
  const { services, branches, people, lengths, day, times, unread, isWithCalcom } = page;
  const choice = (name: string, label: string) => ({ name, label, defaultValue: form.value(name), error: form.error(name) });
  return (
    <section className="stack">
      <h2>What and when</h2>
      <div className="halves halves-close">
        <SelectField {...choice("service", "Service")} options={services} />
        <SelectField {...choice("branch", "Branch")} options={branches} />
        <SelectField {...choice("staff", "With")} options={people} />
        {lengths.length > 1 && <SelectField {...choice("duration", "How long")} options={lengths} />}
        <TextField {...choice("date", "Day")} type="date" />
      </div>
      <div className="cluster">
        <Button tone="quiet" formMethod="get">Show free times</Button>
        <ButtonLink tone="link" href={day.before} rel="prev">Day before</ButtonLink>
        <ButtonLink tone="link" href={day.after} rel="next">Day after</ButtonLink>
      </div>
      {unread && <p role="status">{unread} Some free times may be missing.</p>}
      {times.length > 0 ? (
        <div className="caller-times"><RadioGroup {...choice("start", `Free on ${day.text}`)} hint={day.zone} options={times} /></div>
      ) : (
        <p id="start" tabIndex={-1}>No free time on {day.text}.{day.next && <> Next free: <a href={day.next.href}>{day.next.text}</a>.</>}</p>
      )}
      <details open={form.value("time") !== "" || form.error("override") !== undefined}>
        <summary>Another time, with a reason</summary>
        <div className="stack">
          <div className="halves halves-close">
            <TextField {...choice("time", "Time")} optional type="time" hint={`On the same day, ${day.zone}.`} />
            <TextField {...choice("override", "Reason")} optional maxLength={500} hint="Kept in the history, for the desk only." />
          </div>
          <p className="field-hint">Hours, notice, booking window and limits are set aside for it. Nobody is booked twice, and blocked time stays blocked.{isWithCalcom && " Cal.com accepts such a time only if the key belongs to a host or an administrator of the team, and then does not check that person's other calendars."}</p>
        </div>
      </details>
    </section>
  );
}
