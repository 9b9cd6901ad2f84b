import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { paths } from "#app/lib/paths.ts";

/** What would be booked, and the button that does it. Sent twice, it begins once. */
export function Forecast({ book, there, cannot }: { book: number; there: number; cannot: number }) {
  return (
    <Card>
      <p><strong>{book} will be booked.</strong> {there} are there already. {cannot} cannot be booked.</p>
      <p className="field-hint">Each is asked of the calendar when it is booked: one outside working hours is refused then.</p>
      {book === 0 ? (
        <p><ButtonLink tone="quiet" href={paths.adminImport()}>Bring another file</ButtonLink></p>
      ) : (
        <form method="post" className="form">
          <label className="cluster"><input type="checkbox" name="tells" /> Write to the customers, and to whom they are with, about each</label>
          <div className="form-actions">
            <Button>{book === 1 ? "Book it" : `Book these ${book}`}</Button>
            <ButtonLink tone="link" href={paths.adminImport()}>Book nothing</ButtonLink>
          </div>
        </form>
      )}
    </Card>
  );
}
