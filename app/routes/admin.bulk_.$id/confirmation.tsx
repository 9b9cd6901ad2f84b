import type { useLoaderData } from "@remix-run/react";
import type { BulkRow } from "#app/bookings/bulk/shown-row.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { SelectField } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { ReasonField } from "#app/components/reason-field.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import type { loader } from "./route.tsx";

type Asked = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["confirmation"]>;

/** The preview, and the button that confirms it. */
export function Confirmation({ asked, form }: { asked: Asked; form: FormState }) {
  const { notes, outlook, verb } = asked;
  return (
    <>
      {notes.length > 0 && (
        <Notice tone="warn">
          {notes.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      {verb === "reassign" && <ChoosePerson asked={asked} />}
      {outlook && (
        <Card>
          <Named title={willHappen(verb, outlook)} {...outlook.willChange} />
          {outlook.unchanged.length > 0 && (
            <section className="stack">
              <h2>Stay as they are</h2>
              {outlook.unchanged.map((group) => (
                <Named key={group.reason} title={`${group.count}: ${group.reason}`} {...group} />
              ))}
            </section>
          )}
          {outlook.missing > 0 && <p>{outlook.missing.toLocaleString("en-GB")} of them no longer exist.</p>}
          <section className="stack">
            <h2>Messages</h2>
            {outlook.messages.length === 0 ? (
              <p>No messages are sent.</p>
            ) : (
              <ul className="bulk-messages">
                {outlook.messages.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
          </section>
          {outlook.takes && <p className="field-hint">{outlook.takes}</p>}
          {outlook.changing > 0 && <StartForm asked={asked} form={form} />}
        </Card>
      )}
    </>
  );
}

function willHappen(verb: Asked["verb"], { changing, willChange }: NonNullable<Asked["outlook"]>): string {
  if (verb === "remind") return changing === 0 ? "Nobody would be reminded" : `${willChange.count} to be reminded of`;
  return changing === 0 ? "Nothing would change" : `${willChange.count} will change`;
}

function ChoosePerson({ asked: { id, people, person } }: { asked: Asked }) {
  return (
    <Card>
      <form method="get" action={paths.adminBulkRun(id)} className="bulk-person">
        <SelectField name="staff" label="To whom" options={people} defaultValue={person?.slug} />
        <Button tone={person ? "quiet" : "primary"}>See what would happen</Button>
      </form>
    </Card>
  );
}

/** Idempotent: the run's id is the key. */
function StartForm({ asked: { title, verb, person, backHref }, form }: { asked: Asked; form: FormState }) {
  return (
    <form method="post" noValidate className="form">
      <ErrorSummary form={form} />
      {person && <HiddenFields fields={{ staff: person.slug }} />}
      {(verb === "cancel" || verb === "reassign") && <ReasonField form={form} hint="The recipients can read it, and it is kept in the history." />}
      <div className="form-actions">
        <Button tone={verb === "cancel" ? "danger" : "primary"}>{title}</Button>
        <ButtonLink tone="link" href={backHref}>
          Leave everything as it is
        </ButtonLink>
      </div>
    </form>
  );
}

function Named({ title, rows, more }: { title: string; rows: BulkRow[]; more: number }) {
  if (rows.length === 0) return <p><strong>{title}</strong></p>;
  return (
    <details className="bulk-named">
      <summary>{title}</summary>
      <ul>
        {rows.map(({ id, href, when, customer, what }) => <li key={id}><a href={href}>{when}</a> {customer}, {what}</li>)}
        {more > 0 && <li>and {more.toLocaleString("en-GB")} more</li>}
      </ul>
    </details>
  );
}
