import type { deskBookingPage } from "#app/bookings/desk/page.server.ts";
import { Button } from "#app/components/button.tsx";
import { TextArea } from "#app/components/field.tsx";
import { Lines } from "#app/components/written-facts.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

interface DeskNotesProps {
  id: string;
  notes: ReturnType<typeof deskBookingPage>["deskNotes"];
  form: FormState;
  next: string;
}

/** Internal notes: customers never see them. */
export function DeskNotes({ id, notes, form, next }: DeskNotesProps) {
  return (
    <section className="stack no-print">
      <h2>Notes of the desk</h2>
      <form method="post" noValidate className="stack">
        <TextArea
          name="text"
          label="A note"
          hint="For the desk only: it appears in no mail and on no page the customer sees."
          rows={2}
          maxLength={2000}
          defaultValue={form.value("text")}
          error={form.error("text") ?? form.formErrors[0]}
        />
        <div>
          <Button tone="quiet">Save the note</Button>
        </div>
      </form>
      {notes.length > 0 && (
        <ul className="desk-notes">
          {notes.map((note) => (
            <li key={note.id} data-note={note.id}>
              <Lines text={note.text} />
              <div className="cluster cluster-apart">
                <span className="timeline-meta">
                  <time dateTime={note.atIso}>{note.at}</time> · {note.author}
                </span>
                <form method="post" action={paths.adminNoteRemove(id, note.id, { next })}>
                  <Button tone="link" aria-label={`Remove the note of ${note.at}`}>
                    Remove
                  </Button>
                </form>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
