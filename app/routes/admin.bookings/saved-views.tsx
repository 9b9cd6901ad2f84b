import { Form } from "@remix-run/react";
import type { SavedView } from "#app/bookings/all/saved-views.server.ts";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { Pills } from "#app/components/pills.tsx";

/** The administrator's own views, and the form that keeps this one. */
export function SavedViews({ views, here, query, error }: { views: SavedView[]; here: string; query: string; error?: string }) {
  return (
    <div className="stack no-print">
      {views.length > 0 && <Pills label="Your views" options={views.map(({ name, href }) => ({ label: name, href, isChosen: href === here }))} />}
      <details open={error !== undefined}>
        <summary>{views.length > 0 ? "Save or change views" : "Save this view"}</summary>
        {error && <p role="alert" className="field-error">{error}</p>}
        <ViewForm label="Name for these filters" fields={{ query }} intents={{ keep: "Save" }} />
        {views.map(({ id, name }) => <ViewForm key={id} label={`Name of “${name}”`} name={name} fields={{ id, query }} intents={{ rename: "Rename", delete: "Delete" }} />)}
      </details>
    </div>
  );
}

function ViewForm({ label, name, fields, intents }: { label: string; name?: string; fields: Record<string, string>; intents: Record<string, string> }) {
  return (
    <Form method="post" className="cluster view-form">
      <HiddenFields fields={fields} />
      <label className="field"><span className="field-label">{label}</span><input className="input" name="name" defaultValue={name} maxLength={60} required /></label>
      {Object.entries(intents).map(([intent, words]) => <Button key={intent} tone="quiet" name="intent" value={intent}>{words}</Button>)}
    </Form>
  );
}
