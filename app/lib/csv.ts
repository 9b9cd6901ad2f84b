import { stringify } from "csv-stringify/sync";

export interface CsvColumn<Row> {
  header: string;
  value: (row: Row) => string | number | null;
}

/** The first piece is short, so that it arrives soon; each is twice the size of the last. */
const FIRST_ROWS = 25;
const MOST_ROWS = 200;

/**
 * Rows as CSV (RFC 4180, UTF-8), piece by piece, so that a long list is never held as a whole. A cell that a
 * spreadsheet would take for a formula gets an apostrophe before it. Spreadsheets read UTF-8 only with a byte
 * order mark, so it begins with one, unless a program
 * is going to read it.
 */
export function* csvOf<Row>(columns: CsvColumn<Row>[], rows: Iterable<Row>, { bom = true } = {}): Generator<string> {
  yield (bom ? BYTE_ORDER_MARK : "") + lines([columns.map(({ header }) => header)]);
  let batch: (string | number | null)[][] = [];
  let size = FIRST_ROWS;
  for (const row of rows) {
    batch.push(columns.map(({ value }) => value(row)));
    if (batch.length < size) continue;
    yield lines(batch);
    batch = [];
    size = Math.min(2 * size, MOST_ROWS);
  }
  if (batch.length > 0) yield lines(batch);
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Either half of it alone ends a row for some spreadsheets, so a cell that has one is quoted. */
const LINE_BREAK = /[\r\n]/;

function lines(records: (string | number | null)[][]): string {
  return stringify(records, { escape_formulas: true, record_delimiter: "windows", quoted_match: LINE_BREAK });
}
