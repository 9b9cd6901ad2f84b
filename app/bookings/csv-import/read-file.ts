import { parse } from "csv-parse/sync";
import { AppError } from "#app/lib/errors.ts";

/** One row of a file, by our names of the columns; answers by `answerKey`. */
export interface FileRow {
  line: number;
  cells: Record<string, string>;
}

/** Under what name the column of a question is kept. */
export const answerKey = (question: string) => `${ANSWER}${plain(question)}`;
const ANSWER = "answer: ";
export const questionOf = (key: string) => (key.startsWith(ANSWER) ? key.slice(ANSWER.length) : null);

export const MOST_BYTES = 5 * 1024 * 1024;
export const MOST_ROWS = 5_000;

/** Accepted headers, those of our own CSV export first. Others are ignored. */
export const COLUMNS = {
  service: ["Service"],
  staff: ["With", "Person", "Staff"],
  branch: ["Branch", "Location"],
  date: ["Date"],
  start: ["Start", "Time", "Start time"],
  end: ["End", "End time"],
  zone: ["Time zone", "Timezone"],
  utc: ["Starts at (UTC)"],
  name: ["Name", "Customer"],
  email: ["E-mail", "Email"],
  phone: ["Phone", "Telephone"],
  guests: ["Guests"],
  notes: ["Notes"],
  title: ["Title"],
  status: ["Status"],
} as const;

/**
 * The rows of a CSV file: UTF-8 with or without a byte order mark, separated by commas or semicolons, line breaks in
 * quotes.
 *
 * @param questions labels and slugs of the services' questions: columns with these names are answers
 * @throws AppError invalid on `file`
 */
export function readFile(bytes: Uint8Array, questions: string[] = []): FileRow[] {
  if (bytes.byteLength > MOST_BYTES) throw refused("The file is larger than 5 MiB.");
  const text = textOf(bytes);
  const records = recordsOf(text);
  const [head, ...rest] = records;
  if (!head || rest.length === 0) throw refused("The file has no rows under its headers.");
  if (rest.length > MOST_ROWS) throw refused(`The file has more than ${MOST_ROWS.toLocaleString("en-GB")} rows. Please bring it in parts.`);
  const asked = new Set(questions.map(answerKey));
  const columns = head.record.map((header) => columnNamed(header) ?? (asked.has(answerKey(header)) ? answerKey(header) : undefined));
  const names = (...wanted: string[]) => wanted.every((column) => columns.includes(column));
  if (!names("service", "name") || !(names("email") || names("phone")) || !(names("utc") || names("date", "start"))) {
    throw refused("The first line must name at least: Service, Name, E-mail or Phone, and Date with Start, or “Starts at (UTC)”.");
  }
  return rest.map(({ record, line }) => ({ line, cells: Object.fromEntries(columns.flatMap((column, at) => (column ? [[column, cellOf(record[at] ?? "")]] : []))) }));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused("The file is not written in UTF-8. Save it as “CSV UTF-8”.");
  }
}

interface Read {
  record: string[];
  line: number;
}

function recordsOf(text: string): Read[] {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = first.split(";").length > first.split(",").length ? ";" : ",";
  try {
    const found = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    // The parser reports where a record ends; people look for where it begins.
    return found.map(({ record, info }) => ({ record, line: info.lines - record.join("").split(/\r\n|\r|\n/).length + 1 }));
  } catch (cause) {
    throw new AppError("invalid", "The file cannot be read as CSV.", { fields: { file: `The file cannot be read as CSV: ${(cause as Error).message}` }, cause });
  }
}

const plain = (text: string) => text.trim().toLowerCase();

function columnNamed(header: string): string | undefined {
  return Object.entries(COLUMNS).find(([, names]) => names.some((name) => plain(name) === plain(header)))?.[0];
}

/** Undoes the quote our exports add so that spreadsheets do not read a cell as a formula. */
const cellOf = (cell: string) => cell.trim().replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, "");

const refused = (text: string) => new AppError("invalid", text, { fields: { file: text } });
