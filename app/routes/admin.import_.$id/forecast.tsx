import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Checkbox } from "#app/components/choice-field.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import type { FormState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

interface ForecastProps {
  book: number;
  exceptions: number;
  there: number;
  cannot: number;
}

/** What would be booked, and the button that does it. Idempotent. */
export function Forecast({ forecast: { book, exceptions, there, cannot }, hoursAreRead, form }: { forecast: ForecastProps; hoursAreRead: boolean; form: FormState }) {
  const lines = [
    [book, "will be booked"],
    [exceptions, `${exceptions === 1 ? "is" : "are"} not on offer, and booked only with a reason`],
    [there, `${there === 1 ? "is" : "are"} there already`],
    [cannot, "cannot be booked"],
  ] as const;
  return (
    <Card>
      <ul className="import-counts">
        {lines.map(
          ([count, words], index) =>
            (index === 0 || count > 0) && (
              <li key={words}>
                <strong>{count.toLocaleString("en-GB")}</strong> {words}
              </li>
            ),
        )}
      </ul>
      {book + exceptions === 0 ? (
        <p>
          <ButtonLink href={paths.adminImport()}>Choose another file</ButtonLink>
        </p>
      ) : (
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          <p className="field-hint">
            {hoursAreRead
              ? "The calendar is asked about each row when it is booked: a start between two offered times is refused only then."
              : "Not everybody’s hours could be read: a time outside them is refused only when it is booked."}
          </p>
          <TextField
            name="override"
            label="Reason to book times that are not on offer"
            optional
            maxLength={500}
            hint="Without one they are refused. With one, hours, notice and booking window are set aside; nobody is booked twice. It is kept in the history, for the desk only."
            defaultValue={form.value("override")}
            error={form.error("override")}
          />
          <Checkbox name="tells" value="on" label="Notify the customers, and the people they are with, of each" defaultChecked={form.value("tells") !== ""} />
          <div className="form-actions">
            <Button>Import these bookings</Button>
            <ButtonLink tone="link" href={paths.adminImport()}>
              Book nothing
            </ButtonLink>
          </div>
        </form>
      )}
    </Card>
  );
}
