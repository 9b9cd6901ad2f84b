/** Cal.com makes one up for whoever gave only a phone number; nobody reads it. */
export function isPlaceholder(email: string): boolean {
  return /@sms\.cal\.com$/i.test(email.trim());
}

/** "Harbour Practice <desk@example.com>" or "desk@example.com". */
export function readAddress(text: string): { name: string; address: string } {
  const [, name = "", address = text] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? [];
  return { name: oneLine(name.replace(/^\s*"|"\s*$/g, "")), address: address.trim() };
}

/** What can be read: other control characters than line ends and tabs end a file early, and half a character breaks it. */
export function readable(text: string): string {
  return text.toWellFormed().replace(/\r\n?|\u0085/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "");
}

/** Nobody's name or title begins a header of its own. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/ *[\p{Cc}\u2028\u2029]+ */gu, " ").trim();
}
