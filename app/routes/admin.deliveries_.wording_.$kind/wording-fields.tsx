import type { FormEventHandler } from "react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextArea, TextField } from "#app/components/field.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { previewAction } from "#app/lib/preview.ts";
import { paths } from "#app/lib/paths.ts";
import { MOST } from "#app/notifications/wording/limits.ts";

interface WordingFieldsProps {
  form: FormState;
  isTexted: boolean;
  sendsTexts: boolean;
  action: string;
  variables: { name: string; meaning: string }[];
  onInput: FormEventHandler<HTMLFormElement>;
}

/** Saved, or only previewed: the text may be too long for a URL, so both are posted. */
export function WordingFields({ form, isTexted, sendsTexts, action, variables, onInput }: WordingFieldsProps) {
  const field = (name: keyof typeof MOST) => ({ name, maxLength: MOST[name], defaultValue: form.value(name), error: form.error(name) });
  return (
    <form method="post" action={action} noValidate className="stack" onInput={onInput}>
      <ErrorSummary form={form} />
      <Card title="By mail">
        <div className="form">
          <TextField {...field("subject")} label="Subject" autoComplete="off" />
          <TextArea
            {...field("text")}
            label="Text"
            rows={6}
            hint="Each line is a paragraph. A line whose value is empty is left out. Time, place and links are added below it."
          />
        </div>
      </Card>
      {isTexted && (
        <Card title="By SMS">
          <TextArea
            {...field("sms")}
            label="Text for SMS"
            rows={4}
            hint="One sentence per line, the most important first. The first is always sent; the others if one message has room, then how to stop the texts, with whom and where."
          />
          {!sendsTexts && <p className="field-hint">SMS is off: no Twilio account is set.</p>}
        </Card>
      )}
      <Card title="Values you can use">
        <dl className="wording-values">
          {variables.map(({ name, meaning }) => (
            <div key={name}>
              <dt>
                <code>{`{${name}}`}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <div className="form-actions">
        <Button>Save this wording</Button>
        <Button tone="quiet" formAction={`${previewAction(action)}#preview`}>
          Preview
        </Button>
        <ButtonLink tone="link" href={paths.adminWordings()}>
          Back
        </ButtonLink>
      </div>
    </form>
  );
}
