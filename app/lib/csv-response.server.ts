/** A streamed CSV download: each piece is generated when the previous one has been read. */
export function csvResponse(pieces: Iterable<string>, fileName: string): Response {
  const iterator = pieces[Symbol.iterator]();
  const encoder = new TextEncoder();
  // Node's own stream of an iterable reads ahead, which would delay the first row.
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
