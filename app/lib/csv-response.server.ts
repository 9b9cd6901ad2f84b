import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";

/** Pieces of CSV as a download: the next one is made when the last one was taken. */
export function csvResponse(pieces: Iterable<string>, fileName: string): Response {
  return new Response(createReadableStreamFromReadable(Readable.from(pieces)), {
    headers: { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${fileName}"` },
  });
}
