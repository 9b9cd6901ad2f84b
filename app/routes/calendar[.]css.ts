import { MOST_LANES } from "#app/bookings/days/lanes.ts";
import { ROW_MINUTES } from "#app/bookings/days/calendar-column.ts";
import { publicProcedure } from "#app/lib/procedure.server.ts";

/** The rows and lanes of the calendar as classes: inline styles are forbidden, and only this page needs them. */
export const loader = publicProcedure.query(async () => new Response(css, { headers: { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=86400" } }));

const ROWS = (24 * 60) / ROW_MINUTES;
/** Divisible by every lane count except 7, 8 and 9, which are drawn as ten. */
const TRACKS = 60;

const css = [
  ...Array.from({ length: ROWS + 1 }, (_, row) => `.from-${row}{grid-row-start:${row + 1}}.to-${row}{grid-row-end:${row + 1}}`),
  ...Array.from({ length: MOST_LANES }, (_, n) => n + 1).flatMap((lanes) => {
    const width = TRACKS / (TRACKS % lanes === 0 ? lanes : MOST_LANES);
    return Array.from({ length: lanes }, (_, lane) => `.lane-${lane}-of-${lanes}{grid-column:${lane * width + 1}/span ${width}}`);
  }),
].join("");
