/** A text whose post codes and telephone numbers stay on one line each. It can be copied as it stands: no sign is replaced. */
export function Unbroken({ text }: { text: string }) {
  return text.split(/(\+\d[\d ]+\d|\d+-\d+)/).map((part, index) => (index % 2 === 1 ? <span key={index} className="unbroken">{part}</span> : part));
}
