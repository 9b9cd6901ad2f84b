import { csvOf, type CsvColumn } from "#app/lib/csv.ts";
import type { Numbers } from "./numbers.server.ts";
import type { Overview } from "./overview.server.ts";

interface Line extends Numbers {
  by: string;
  name: string;
  openMinutes: number | null;
}

/** Every number of the page, a line each. */
export function numbersCsv({ now, days, staff, services, branches, hours }: Overview): Generator<string> {
  const lines: Line[] = [
    { by: "all", name: "", ...now, openMinutes: null },
    ...days.map(({ date, numbers }) => ({ by: "day", name: date, ...numbers, openMinutes: null })),
    ...Object.entries({ person: staff, service: services, branch: branches, hour: hours }).flatMap(([by, rows]) => rows.map((row) => ({ ...row, by }))),
  ];
  const columns: CsvColumn<Line>[] = [
    { header: "By", value: ({ by }) => by },
    { header: "Name", value: ({ name }) => name },
    { header: "Appointments", value: ({ kept }) => kept },
    { header: "Cancelled", value: ({ cancelled }) => cancelled },
    { header: "Declined", value: ({ declined }) => declined },
    { header: "No-shows", value: ({ noShows }) => noShows },
    { header: "Booked minutes", value: ({ minutes }) => minutes },
    { header: "Open minutes", value: ({ openMinutes }) => openMinutes },
    { header: "Lead time in minutes, on average", value: ({ kept, leadMinutes }) => (kept === 0 ? null : Math.round(leadMinutes / kept)) },
  ];
  return csvOf(columns, lines);
}
