/** A text with the line breaks it was typed with. */
export function Lines({ text }: { text: string }) {
  return <span className="typed">{text}</span>;
}

export function People({ people }: { people: { name: string; contact: string }[] }) {
  return people.map(({ name, contact }) => (
    <div key={name + contact}>
      {name}
      {contact && <><br /><span className="field-hint">{contact}</span></>}
    </div>
  ));
}
