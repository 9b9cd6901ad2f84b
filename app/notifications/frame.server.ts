/**
 * A mail's HTML as a page for a frame of ours. Mails need inline styles, which our pages forbid; so this page is
 * restricted instead: no scripts, no remote images, no navigation, and an opaque origin.
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
