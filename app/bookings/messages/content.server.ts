import type { App } from "#app/app.server.ts";
import { paths } from "#app/lib/paths.ts";
import type { CalendarEvent } from "#app/notifications/calendar.ts";
import type { Content } from "#app/notifications/message.ts";
import { fill } from "#app/notifications/wording/fill.ts";
import type { MessageKind } from "#app/notifications/wording/kinds.ts";
import { wordingOf } from "#app/notifications/wording/stored.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { isLive } from "../booking.ts";
import { calendarEvent } from "../calendar-file.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { factsOf, staffFacts } from "./facts.ts";
import type { Recipient } from "./recipients.server.ts";
import type { Happening } from "./happening.ts";
import { valuesOf } from "./values.server.ts";

/** The whole message for one reader. Only customers get the private link, since it allows cancelling. */
export function contentFor(app: App, { role, name }: Recipient, kind: MessageKind, details: BookingDetails, happening: Happening): Content {
  const company = readCompany(app.db);
  const isStaff = role === "staff" || role === "former";
  const values = valuesOf(app.db, details, happening, company);
  return {
    ...fill(wordingOf(app.db, kind), { ...values, colleague: role === "former" ? values.person : values.colleague }),
    facts: isStaff ? staffFacts(details, company, app.clock()) : factsOf(details, company, app.clock(), role),
    recipientName: name,
    ...(details.branch?.email && { replyTo: details.branch.email }),
    event: eventFor(role, details),
    ...linkFor(role, kind, details),
  };
}

function linkFor(role: Recipient["role"], kind: MessageKind, { id, status, service, branch }: BookingDetails): Pick<Content, "link" | "linkText" | "hasPrivateLink"> {
  if (kind === "new-time") return { link: service ? paths.bookService(service.slug, { branch: branch?.slug }) : paths.book(), linkText: "Choose a new time" };
  if (role === "customer") return { hasPrivateLink: true, linkText: isLive(status) ? "See, move or cancel it" : "See it" };
  // The previous person could not open it.
  return role === "staff" ? { link: paths.booking(id), linkText: "See it at the desk" } : {};
}

/** In a staff member's calendar an appointment is named after the customer and has no alarm; for the previous person it is cancelled. */
function eventFor(role: Recipient["role"], details: BookingDetails): CalendarEvent {
  const event = calendarEvent(details);
  if (role === "customer" || role === "guest") return event;
  const { attendeeName, attendeeEmail, attendeePhone, notes } = details;
  const description = [event.description, attendeeEmail, attendeePhone, notes].filter(Boolean).join("\n");
  return { ...event, summary: `${attendeeName}: ${details.service?.name ?? details.title}`, description, alarmMinutes: [], ...(role === "former" && { status: "cancelled" }) };
}
