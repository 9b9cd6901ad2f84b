import { Fragment } from "react";
import type { Fact } from "./facts.tsx";

interface WrittenFactsProps {
  guests: string[];
  agenda: string | null;
  notes: string | null;
  answers: { question: string; answer: string }[];
  cancellationReason: string | null;
}

/** What was written about an appointment, as facts of it. */
export function writtenFacts({ guests, agenda, notes, answers, cancellationReason }: WrittenFactsProps): Fact[] {
  return [
    { label: "Guests", icon: "mail", value: guests.join(", ") },
    { label: "Agenda", icon: "check", value: agenda && <Lines text={agenda} /> },
    { label: "Notes", icon: "note", value: notes && <Lines text={notes} /> },
    ...answers.map(({ question, answer }): Fact => ({ label: question, icon: "info", value: <Lines text={answer} /> })),
    { label: "Reason for cancelling", icon: "x", value: cancellationReason },
  ];
}

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
