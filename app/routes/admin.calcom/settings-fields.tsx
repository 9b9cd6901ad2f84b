import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { RadioGroup } from "#app/components/choice-field.tsx";
import { Checkbox } from "#app/components/choice-field.tsx";
import { TextField } from "#app/components/field.tsx";
import type { FormState } from "#app/lib/form-state.ts";

interface SettingsFieldsProps {
  page: { apiKeyFrom: "environment" | "settings" | null; isGiven: { teamId: boolean; defaultEventTypeId: boolean }; secretsHere: number; webhookUrl: string };
  form: FormState;
}

export function SettingsFields({ page: { apiKeyFrom, isGiven, secretsHere, webhookUrl }, form }: SettingsFieldsProps) {
  return (
    <Form method="post" noValidate className="form" autoComplete="off">
      {apiKeyFrom === "environment" ? (
        <p>The API key is given by CALCOM_API_KEY.</p>
      ) : (
        <TextField
          name="apiKey"
          type="password"
          autoComplete="off"
          label="API key"
          optional
          hint={
            apiKeyFrom === "settings"
              ? "A key is stored, encrypted. Leave this empty to keep it."
              : "Made at Cal.com under Settings, Developer, API keys. It is stored encrypted."
          }
          error={form.error("apiKey")}
        />
      )}
      {apiKeyFrom === "settings" && (
        <Checkbox name="forgetKey" label="Remove the stored key" hint="From the next start on bookings are made in the embedded engine." />
      )}
      <TextField
        name="webhookSecrets"
        type="password"
        autoComplete="off"
        label="Webhook secrets"
        optional
        hint={`${
          secretsHere === 0 ? "None yet" : `${secretsHere} set`
        }. Registering the webhook makes one. Separate several with commas: the first signs, all are accepted. Leave this empty to keep those stored. Webhooks come to ${webhookUrl}`}
        error={form.error("webhookSecrets")}
      />
      {isGiven.teamId ? (
        <p>The team is given by CALCOM_TEAM_ID.</p>
      ) : (
        <TextField
          name="teamId"
          inputMode="numeric"
          autoComplete="off"
          label="Team's id"
          optional
          hint="The number in the team's address at Cal.com. Needed to book people other than the key's owner."
          defaultValue={form.value("teamId")}
          error={form.error("teamId")}
        />
      )}
      {isGiven.defaultEventTypeId ? (
        <p>The default event type is given by CALCOM_DEFAULT_EVENT_TYPE_ID.</p>
      ) : (
        <TextField
          name="defaultEventTypeId"
          inputMode="numeric"
          autoComplete="off"
          label="Default event type's id"
          optional
          hint="Books services that have no event type of their own, each with its own length."
          defaultValue={form.value("defaultEventTypeId")}
          error={form.error("defaultEventTypeId")}
        />
      )}
      <TextField
        name="bufferMinutes"
        inputMode="numeric"
        autoComplete="off"
        label="Buffer in minutes"
        hint="Kept free before and after, in event types made from services that set none themselves."
        defaultValue={form.value("bufferMinutes")}
        error={form.error("bufferMinutes")}
      />
      <RadioGroup
        name="customerMail"
        label="Who writes to customers"
        hint="One of the two, or they hear everything twice. At Cal.com its own mails are switched off in each event type, under Advanced."
        options={[
          { value: "frontdesk", label: "Frontdesk" },
          { value: "calcom", label: "Cal.com" },
        ]}
        defaultValue={form.value("customerMail")}
        error={form.error("customerMail")}
      />
      <div className="form-actions">
        <Button name="intent" value="save">
          Save the settings
        </Button>
      </div>
    </Form>
  );
}
