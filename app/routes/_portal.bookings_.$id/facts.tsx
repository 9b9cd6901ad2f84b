import { Fragment } from "react";

/** A text with the line breaks it was typed with. */
export function Lines({ text }: { text: string }) {
  return <span className="typed">{text}</span>;
}

export function People({ people }: { people: { name: string; contacts: string[] }[] }) {
  return people.map(({ name, contacts }) => (
    <div key={[name, ...contacts].join(" ")}>
      {name}
      {contacts.length > 0 && <><br /><span className="field-hint"><Contacts contacts={contacts} /></span></>}
    </div>
  ));
}

function Contacts({ contacts }: { contacts: string[] }) {
  return contacts.map((contact, index) => <Fragment key={contact}>{index > 0 && " · "}<span className="unbroken">{contact}</span></Fragment>);
}
