/** A response from the server itself, before any page runs. */
export interface Refusal {
  status: 400 | 403 | 405 | 413 | 500;
  /** A sentence for the person at the screen. */
  message: string;
  code: string;
  headers?: Record<string, string>;
}

export const refusals = {
  badRequest: { status: 400, code: "BAD_REQUEST", message: "This address could not be understood." },
  foreignOrigin: (ours: string): Refusal => ({
    status: 403,
    code: "FOREIGN_ORIGIN",
    message: `This form was sent from another site, so nothing was changed. Open ${ours} and try again.`,
  }),
  method: {
    status: 405,
    code: "METHOD_NOT_ALLOWED",
    message: "This address does not answer that method.",
    headers: { Allow: "GET, HEAD, POST, PUT, PATCH, DELETE" },
  },
  tooLarge: { status: 413, code: "TOO_LARGE", message: "This is more than can be sent in one go. Shorten it and try again." },
  unexpected: { status: 500, code: "INTERNAL", message: "Something went wrong on our side. There is nothing you need to change: please try again in a minute." },
} satisfies Record<string, Refusal | ((ours: string) => Refusal)>;

/** API clients get the JSON envelope, people a plain page. */
export function refusalResponse(refusal: Refusal, asked: { path: string; accept?: string; requestId: string }): Response {
  const { status, message, code, headers } = refusal;
  if (asked.path.startsWith("/api/") || asked.accept?.startsWith("application/json")) {
    return Response.json({ success: false, message, errors: {}, code }, { status, headers: { ...headers, "Cache-Control": "no-store" } });
  }
  return new Response(page(message, asked.requestId), {
    status,
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
}

function page(message: string, requestId: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Not possible</title></head>
<body><main><h1>That did not work</h1><p>${escaped(message)}</p><p><a href="/">To the start page</a></p><p><small>Reference: ${escaped(requestId)}</small></p></main></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
