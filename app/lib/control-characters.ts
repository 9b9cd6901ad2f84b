/** Control characters that no keyboard sends and no page, calendar file or mail can show. */
const CONTROL_CHARACTERS = /(?![\t\n\r])\p{Cc}/gu;

export function withoutControlCharacters(text: string): string {
  return text.replace(CONTROL_CHARACTERS, "");
}
