/** Pieces of CSV as a download: the next one is made when the last one was taken. */
export function csvResponse(pieces: Iterable<string>, fileName: string): Response {
  const iterator = pieces[Symbol.iterator]();
  const encoder = new TextEncoder();
  // Node's own stream of an iterable makes pieces ahead: whoever waits for the first row would wait for them.
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = iterator.next();
        if (piece.done) controller.close();
        else controller.enqueue(encoder.encode(piece.value));
      },
      cancel: () => void iterator.return?.(),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${fileName}"` },
  });
}
