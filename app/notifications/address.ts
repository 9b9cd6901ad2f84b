/** Cal.com makes one up for people who gave only a phone number; nobody reads it. */
export function isPlaceholder(email: string): boolean {
  return /@sms\.cal\.com$/i.test(email.trim());
}

/** "Harbour Practice <desk@example.com>" or "desk@example.com". */
export function readAddress(text: string): { name: string; address: string } {
  const [, name = "", address = text] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? [];
  return { name: oneLine(name.replace(/^\s*"|"\s*$/g, "")), address: address.trim() };
}

/** Removes unreadable characters: control characters other than line ends and tabs end a file early, and lone surrogates break it. */
export function readable(text: string): string {
  return text.toWellFormed().replace(/\r\n?|\u0085/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "");
}

/** On one line, so that no name or title can start a header of its own. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/ *[\p{Cc}\u2028\u2029]+ */gu, " ").trim();
}
