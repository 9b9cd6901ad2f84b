import type { ReactNode } from "react";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";

interface BulkFormProps {
  verbs: { value: string; label: string }[];
  /** The ids of the rows that are shown. */
  ids: string[];
  total: string;
  /** How many match, when that is not too much at once. */
  atOnce: number | null;
  most: string;
  /** The filters, as the address writes them. */
  query: string;
  children: ReactNode;
}

/** Rows with a box each, and under them what can be done with the ticked, with the page, or with all that match. */
export function BulkForm({ verbs, ids, total, atOnce, most, query, children }: BulkFormProps) {
  return (
    <form method="post" action={paths.adminBulk()} className="stack" data-select-rows>
      <HiddenFields fields={{ query, listed: atOnce === null ? "" : String(atOnce), page: ids.join(",") }} />
      <label className="bulk-all no-print" hidden>
        <input type="checkbox" data-select-all autoComplete="off" /> Select this page
      </label>
      {children}
      <div className="bulk-bar no-print" role="group" aria-label="Do something with several bookings">
        <fieldset className="bulk-scope">
          <legend className="visually-hidden">Which bookings</legend>
          <label>
            <input type="radio" name="scope" value="ticked" defaultChecked /> The ticked ones <span role="status" data-select-count />
          </label>
          <label>
            <input type="radio" name="scope" value="page" /> All {ids.length} on this page
          </label>
          {atOnce === null ? (
            <span className="field-hint">More than {most} match: narrow the list to take them all.</span>
          ) : (
            atOnce > ids.length && (
              <label>
                <input type="radio" name="scope" value="all" /> All {total} matching
              </label>
            )
          )}
        </fieldset>
        <div className="cluster">
          {verbs.map(({ value, label }) => (
            <Button key={value} tone="quiet" name="verb" value={value}>
              {label}
            </Button>
          ))}
          <ButtonLink tone="link" href={paths.adminBulk()}>
            Earlier bulk changes
          </ButtonLink>
        </div>
      </div>
    </form>
  );
}
