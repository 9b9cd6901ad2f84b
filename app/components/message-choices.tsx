import type { FormState } from "#app/lib/form-state.ts";
import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import { Checkbox, CheckboxGroup, RadioGroup } from "./choice-field.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { TextField, type Option } from "./field.tsx";
import { Notice } from "./notice.tsx";

export interface MessageChoicesProps {
  form: FormState;
  choices: {
    address: string | null;
    topics: Option[];
    mail: string[];
    sms: string[];
    usual: string;
    /** As it is typed: "24 h, 90 min"; "" for what is usual. */
    offsets: string;
    paused: string | null;
    phone: string;
    agreed: boolean;
    hasSms: boolean;
  };
}

/** What somebody wants to be told, by which way, and when to be reminded. */
export function MessageChoices({ form, choices }: MessageChoicesProps) {
  const { address, topics, usual, paused, hasSms } = choices;
  const ticked = (name: "mail" | "sms") => (form.refused ? form.values(name) : choices[name]);
  return (
    <form method="post" noValidate className="stack">
      <ErrorSummary form={form} />
      {paused && <Notice tone="info">{`Messages are paused ${paused}.`}</Notice>}
      <Card title="By mail">
        <CheckboxGroup
          name="mail"
          label={address ? `To ${address}` : "No e-mail address is known"}
          options={topics}
          defaultValues={ticked("mail")}
          error={form.error("mail")}
        />
        <p className="field-hint">Messages about what our desk moves or cancels, and about the security of your account, are always sent.</p>
      </Card>
      <Card title="By SMS">
        {hasSms ? (
          <>
            <TextField
              name="phone"
              label="Number"
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              hint="With the country code, like +351 912 345 678"
              defaultValue={form.refused ? form.value("phone") : choices.phone}
              error={form.error("phone")}
            />
            <Checkbox
              name="agree"
              label="Text me at this number"
              hint="Reply STOP to a text to stop them."
              defaultChecked={form.refused ? form.value("agree") === "on" : choices.agreed}
            />
            <CheckboxGroup name="sms" label="About" options={topics} defaultValues={ticked("sms")} error={form.error("sms")} />
          </>
        ) : (
          <p>This desk sends no texts.</p>
        )}
      </Card>
      <Card title="Reminders">
        <TextField
          name="offsets"
          label="Times before an appointment"
          optional
          hint={`Up to five, such as “2 days, 3 h” or “90 min”; “none” for no reminder. Empty means the usual times: ${
            usual || "none"
          }; some services have times of their own.`}
          maxLength={200}
          autoComplete="off"
          defaultValue={form.refused ? form.value("offsets") : choices.offsets}
          error={form.error("offsets")}
        />
      </Card>
      <Card title="Pause">
        <RadioGroup
          name="pause"
          label="All other messages"
          defaultValue={form.refused ? form.value("pause") : paused ? "keep" : "none"}
          error={form.error("pause")}
          options={[
            ...(paused ? [{ value: "keep", label: `Stays paused ${paused}` }] : []),
            { value: "none", label: "Send them" },
            { value: "week", label: "Pause for a week" },
            { value: "month", label: "Pause for 30 days" },
            { value: "forever", label: "Pause until I choose otherwise" },
          ]}
        />
        <div className="form-actions">
          <Button>Save</Button>
        </div>
      </Card>
    </form>
  );
}
