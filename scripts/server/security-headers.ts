/** Headers of every response. */
export function securityHeaders(origin: string): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // With no-referrer browsers send `Origin: null` from our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(origin.startsWith("https:") && { "Strict-Transport-Security": "max-age=31536000" }),
  };
}

/** `nonce` is set for pages only: nothing else may run scripts. `frames`: origins the page may show in a frame. */
export function contentSecurityPolicy(nonce?: string, frames: string[] = []): string {
  return [
    "default-src 'none'",
    ...(nonce ? [`script-src 'self' 'nonce-${nonce}'`] : []),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'none'",
    "connect-src 'self'",
    "manifest-src 'self'",
    ...(frames.length > 0 ? [`frame-src ${frames.join(" ")}`] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
