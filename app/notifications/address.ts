/** Cal.com makes one up for whoever gave only a phone number; nobody reads it. */
export function isPlaceholder(email: string): boolean {
  return /@sms\.cal\.com$/i.test(email.trim());
}

/** "Harbour Practice <desk@example.com>" or "desk@example.com". */
export function readAddress(text: string): { name: string; address: string } {
  const [, name = "", address = text] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? [];
  return { name: oneLine(name.replace(/^\s*"|"\s*$/g, "")), address: address.trim() };
}

/** Nobody's name or title begins a header of its own. */
export function oneLine(text: string): string {
  return text.replace(/ *[\p{Cc}\u2028\u2029]+ */gu, " ").trim();
}
