import type { deskBookingPage } from "#app/bookings/desk/page.server.ts";
import type { Fact } from "#app/components/facts.tsx";
import { People } from "#app/components/written-facts.tsx";

type DeskPage = ReturnType<typeof deskBookingPage>;

/** Who comes, how to reach them, and a link to their page. */
export function customerFacts({ customer, attendees }: Pick<DeskPage, "customer" | "attendees">): Fact[] {
  const { name, email, phone, personHref, account } = customer;
  return [
    { label: "Customer", icon: "person", value: personHref ? <a href={personHref}>{name}</a> : name },
    { label: "E-mail", icon: "mail", value: email ? <a className="unbroken" href={`mailto:${email}`}>{email}</a> : "None: no mail is sent" },
    { label: "Phone", icon: "phone", value: phone && <a className="unbroken" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a> },
    { label: "Account", icon: "person", value: account },
    { label: "Also coming", icon: "person", value: attendees.length > 1 ? <People people={attendees.slice(1)} /> : null },
  ];
}

const SYNC_WORDS = { synced: "Both sides agree", pushing: "A change is on its way", failed: "A change could not be sent to the calendar" };
const DELIVERY_WORDS = { failed: "One could not be delivered", waiting: "One is on its way", sent: "All were sent", none: "None so far" };

/** Its source, its sync state, and the state of its messages. */
export function systemFacts({ branch, source, syncState, far, delivery }: Pick<DeskPage, "branch" | "source" | "syncState" | "far" | "delivery">): Fact[] {
  return [
    { label: "Branch", icon: "pin", value: branch },
    { label: "Booked through", icon: "desk", value: source },
    { label: "Messages", icon: "mail", value: <span data-delivery={delivery}>{DELIVERY_WORDS[delivery]}</span> },
    { label: "Calendar", icon: "calendar", value: <span data-sync={syncState}>{SYNC_WORDS[syncState]}</span> },
    { label: "Cal.com uid", icon: "hash", value: far && (far.href ? <a className="typed" href={far.href} rel="noreferrer">{far.uid}</a> : <code className="typed">{far.uid}</code>) },
  ];
}
