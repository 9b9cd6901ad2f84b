/** Control characters that no keyboard sends and no page, calendar file or mail can show. */
const UNTYPED = /(?![\t\n\r])\p{Cc}/gu;

export function withoutUntyped(text: string): string {
  return text.replace(UNTYPED, "");
}
