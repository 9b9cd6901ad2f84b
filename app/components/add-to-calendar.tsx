import { ButtonLink } from "./button.tsx";

export interface AddToCalendarProps {
  /** The calendar file's address. */
  file: string;
  links: { google: string; outlook: string; office: string };
  /** Where all appointments can be subscribed to; whoever is not signed in has no such place. */
  subscribe?: string;
}

/** One appointment, into the calendar of whoever looks. */
export function AddToCalendar({ file, links: { google, outlook, office }, subscribe }: AddToCalendarProps) {
  return (
    <section className="stack no-print">
      <h2>Add it to your calendar</h2>
      <div className="cluster">
        <ButtonLink href={file}>Calendar file</ButtonLink>
        <ButtonLink tone="quiet" href={google} target="_blank" rel="noreferrer">Google</ButtonLink>
        <ButtonLink tone="quiet" href={outlook} target="_blank" rel="noreferrer">Outlook</ButtonLink>
        <ButtonLink tone="quiet" href={office} target="_blank" rel="noreferrer">Outlook at work</ButtonLink>
      </div>
      {subscribe && <p><a href={subscribe}>Have all your appointments in your calendar</a></p>}
    </section>
  );
}
