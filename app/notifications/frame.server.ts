/**
 * A mail's HTML as a page for a frame of ours. Mails carry their styles in their tags, which no page of ours may; so
 * this one may do nothing else: no scripts, no pictures from elsewhere, no links to follow, and it has no origin.
 */
export function frameOf(html: string): Response {
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      "X-Frame-Options": "SAMEORIGIN",
    },
  });
}
