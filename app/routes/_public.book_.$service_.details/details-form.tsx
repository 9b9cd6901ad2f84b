import type { DetailsPage } from "#app/availability/details-page.server.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { Checkbox } from "#app/components/choice-field.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextArea, TextField } from "#app/components/field.tsx";
import { NearestTimes } from "#app/components/nearest-times.tsx";
import { Notice } from "#app/components/notice.tsx";
import { QuestionField } from "#app/components/question-field.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { withSearch } from "#app/lib/paths.ts";

export interface DetailsFormProps {
  page: DetailsPage;
  /** "14:35", while the time is kept for this visitor. */
  held: string | null;
  /** Whether texts can be asked for. */
  textsOn: boolean;
  form: FormState;
}

/** Who comes. If its time is gone, the form offers others instead of its button, and keeps what was typed. */
export function DetailsForm({ page, held, textsOn, form }: DetailsFormProps) {
  const { start, offer, key } = page;
  const refusal = form.error("start");
  const faults = form.fieldErrors.filter(({ name }) => name !== "start");
  const time = offer.isFree && refusal === undefined ? start : null;
  return (
    <form method="post" noValidate className="form">
      {!time && (
        <NearestTimes
          title={offer.isFree ? refusal ?? "" : offer.title}
          slots={offer.slots}
          actionOf={({ value }) => withSearch("", { ...page.query, start: value })}
        />
      )}
      <ErrorSummary form={{ formErrors: faults.length > 0 || refusal !== undefined ? [] : form.formErrors, fieldErrors: faults }} />
      {time && held && <Notice>{`We keep ${time.short} for you until ${held}.`}</Notice>}
      <HiddenFields fields={time ? { key, start: time.iso } : { key }} />
      <TextField name="name" label="Name" autoComplete="name" required maxLength={100} defaultValue={form.value("name")} error={form.error("name")} />
      <TextField
        name="email"
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="email"
        required
        maxLength={254}
        defaultValue={form.value("email")}
        error={form.error("email")}
      />
      <TextField
        name="phone"
        label="Phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        optional
        hint="With its country code, such as +351 912 345 678."
        maxLength={30}
        defaultValue={form.value("phone")}
        error={form.error("phone")}
      />
      {textsOn && (
        <Checkbox
          name="textMe"
          label="Text me reminders and changes at this number"
          value="on"
          defaultChecked={form.value("textMe") !== ""}
          hint="Reply STOP to any of them to end them."
          error={form.error("textMe")}
        />
      )}
      {page.questions.map((question) => (
        <QuestionField key={question.slug} question={question} form={form} />
      ))}
      <TextArea
        name="notes"
        label="Anything we should know?"
        optional
        rows={3}
        maxLength={10_000}
        defaultValue={form.value("notes")}
        error={form.error("notes")}
      />
      <TextArea
        name="guests"
        label="Who else is coming?"
        optional
        hint="Their e-mail addresses, one on each line."
        rows={2}
        inputMode="email"
        maxLength={2000}
        defaultValue={form.value("guests")}
        error={form.error("guests")}
      />
      <div className="form-actions">
        {time && <Button>Book {time.short}</Button>}
        <ButtonLink tone={time ? "link" : "quiet"} href={page.timesHref}>
          {time ? "Choose another time" : "See all times"}
        </ButtonLink>
      </div>
    </form>
  );
}
