import { csvOf, type CsvColumn } from "#app/lib/csv.ts";
import type { ShownEvent } from "./page.server.ts";

export function eventsCsv(events: Iterable<ShownEvent>): Generator<string> {
  const columns: CsvColumn<ShownEvent>[] = [
    { header: "Number", value: ({ seq }) => seq },
    { header: "At (UTC)", value: ({ atIso }) => atIso },
    { header: "Who", value: ({ who }) => who },
    { header: "By", value: ({ source }) => source },
    { header: "What", value: ({ subject }) => subject },
    { header: "Id", value: ({ subjectId }) => subjectId },
    { header: "Action", value: ({ action }) => action },
    { header: "Values", value: ({ values }) => values.map(({ name, was, is }) => (was === null ? `${name}: ${is}` : `${name}: ${was} → ${is}`)).join("; ") },
  ];
  return csvOf(columns, events);
}
