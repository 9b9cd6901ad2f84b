/**
 * Every kind of message with its default wording. Each line of a text is a paragraph of whole sentences; `{name}`
 * stands for a value, and a line with a value that is empty is left out.
 */
export interface KindOfMessage {
  /** As the desk calls it. */
  label: string;
  /** Who gets it, when. */
  when: string;
  group: "customer" | "guest" | "staff" | "account";
  subject: string;
  text: string;
  /** What may be used besides what every message of its group may. */
  more?: readonly Variable[];
}

/** What the values of a message about an appointment stand for. */
export const VARIABLES = {
  appointment: "What it is called, such as “Massage with Ana Costa”",
  service: "The service",
  person: "Who it is with",
  customer: "Who comes",
  start: "The time in short, at the venue: “Mon 23 Nov, 10:00”",
  when: "Day, time and zone in full, at the venue",
  branch: "The branch",
  reference: "The reference read out at the desk",
  company: "The company's name",
  reason: "The reason that was given, if one was",
  was: "Day, time and zone before it was moved",
  changes: "What changed, a line each",
  times: "The times offered instead, a line each",
  until: "Until when the offered times are kept",
  link: "The link to the offered times",
  colleague: "Who has it now, or had it before",
  token: "The token's name",
  role: "The new role",
} as const;

export type Variable = keyof typeof VARIABLES;

const ALWAYS = ["company"] as const satisfies Variable[];
const OF_APPOINTMENTS = ["appointment", "service", "person", "customer", "start", "when", "branch", "reference", ...ALWAYS] as const satisfies Variable[];

export const KINDS = {
  booked: { group: "customer", label: "Booked", when: "Somebody booked", subject: "Booked: {appointment}, {start}", text: "Your appointment is booked. We look forward to seeing you." },
  requested: { group: "customer", label: "Requested", when: "Somebody asked for a time you confirm yourselves", subject: "Requested: {appointment}, {start}", text: "We have your request. The time is not fixed yet: we write again as soon as it is confirmed." },
  confirmed: { group: "customer", label: "Confirmed", when: "You confirmed a request", subject: "Confirmed: {appointment}, {start}", text: "Your appointment is confirmed. We look forward to seeing you." },
  declined: { group: "customer", label: "Declined", when: "You declined a request", subject: "Not possible: {appointment}, {start}", text: "We are sorry: we cannot take this appointment.\nReason: {reason}", more: ["reason"] },
  moved: { group: "customer", label: "Moved", when: "The customer, or somebody at Cal.com, moved it", subject: "Moved: {appointment}, {start}", text: "Your appointment was moved.\nIt was {was}.\nReason: {reason}", more: ["was", "reason"] },
  "moved-by-desk": { group: "customer", label: "Moved by the desk", when: "An administrator moved it", subject: "Moved: {appointment}, {start}", text: "We moved your appointment.\nIt was {was}.\nReason: {reason}", more: ["was", "reason"] },
  edited: { group: "customer", label: "Changed", when: "The customer, or somebody at Cal.com, changed something of it", subject: "Changed: {appointment}, {start}", text: "Your appointment was changed.\n{changes}", more: ["changes"] },
  "edited-by-desk": { group: "customer", label: "Changed by the desk", when: "An administrator changed something of it", subject: "Changed: {appointment}, {start}", text: "We changed your appointment.\n{changes}", more: ["changes"] },
  reassigned: { group: "customer", label: "With another person", when: "It was reassigned to another person", subject: "Changed: {appointment}, {start}", text: "Your appointment is with {person} now. The time stays.\nReason: {reason}", more: ["reason"] },
  cancelled: { group: "customer", label: "Cancelled", when: "The customer, or somebody at Cal.com, cancelled it", subject: "Cancelled: {appointment}, {start}", text: "This appointment was cancelled.\nReason: {reason}", more: ["reason"] },
  "cancelled-by-desk": { group: "customer", label: "Cancelled by the desk", when: "An administrator cancelled it", subject: "Cancelled: {appointment}, {start}", text: "We are sorry: we had to cancel this appointment.\nReason: {reason}", more: ["reason"] },
  "new-time": { group: "customer", label: "Please choose a new time", when: "It cannot be kept, and another time is asked for", subject: "Please choose a new time: {appointment}, {start}", text: "We are sorry: we cannot keep this time. Please choose another one that suits you.\nReason: {reason}", more: ["reason"] },
  offered: { group: "customer", label: "Other times offered", when: "Whoever it is with is away, and you offer other times", subject: "Please choose another time: {appointment}, {start}", text: "We are sorry: {person} cannot be there at this time.\nReason: {reason}\nWe keep these times for you until {until}. One click takes one.\n{times}", more: ["reason", "times", "until"] },
  "offer-withdrawn": { group: "customer", label: "Offer withdrawn", when: "You withdraw an offer of other times before it was answered", subject: "It stays as it was: {appointment}, {start}", text: "We can keep your appointment after all: it stays as it was, and the other times are no longer kept for you. We are sorry for the confusion." },
  reminder: { group: "customer", label: "Reminder", when: "An appointment is coming up", subject: "Reminder: {appointment}, {start}", text: "We look forward to seeing you. If you cannot come, please tell us soon." },

  "guest-invited": { group: "guest", label: "Guest invited", when: "Somebody is invited to come along", subject: "Invitation: {appointment}, {start}", text: "{customer} would like you to come along." },
  "guest-confirmed": { group: "guest", label: "Guest: confirmed", when: "You confirmed a request", subject: "Confirmed: {appointment}, {start}", text: "The appointment you were invited to is confirmed." },
  "guest-changed": { group: "guest", label: "Guest: moved or changed", when: "Time, place, person or title changed", subject: "Changed: {appointment}, {start}", text: "The appointment you were invited to was changed.\nIt was {was}.", more: ["was"] },
  "guest-cancelled": { group: "guest", label: "Guest: cancelled", when: "It does not take place", subject: "Cancelled: {appointment}, {start}", text: "The appointment you were invited to does not take place." },

  "staff-booked": { group: "staff", label: "Staff: booked", when: "Somebody booked with them", subject: "New: {customer}, {start}", text: "{customer} booked {service} with you." },
  "staff-requested": { group: "staff", label: "Staff: requested", when: "Somebody asked for a time with them", subject: "Asked for: {customer}, {start}", text: "{customer} asks for {service} with you. It is to be confirmed or declined." },
  "staff-confirmed": { group: "staff", label: "Staff: confirmed", when: "A request for them was confirmed", subject: "Confirmed: {customer}, {start}", text: "The appointment of {customer} with you is confirmed." },
  "staff-moved": { group: "staff", label: "Staff: moved", when: "One of their appointments was moved", subject: "Moved: {customer}, {start}", text: "The appointment of {customer} with you was moved.\nIt was {was}.\nReason: {reason}", more: ["was", "reason"] },
  "staff-edited": { group: "staff", label: "Staff: changed", when: "One of their appointments was changed", subject: "Changed: {customer}, {start}", text: "The appointment of {customer} with you was changed.\n{changes}", more: ["changes"] },
  "staff-cancelled": { group: "staff", label: "Staff: cancelled", when: "One of their appointments was cancelled or declined", subject: "Cancelled: {customer}, {start}", text: "The appointment of {customer} with you does not take place.\nReason: {reason}", more: ["reason"] },
  "staff-given": { group: "staff", label: "Staff: reassigned to them", when: "An appointment was reassigned to them", subject: "Reassigned to you: {customer}, {start}", text: "The appointment of {customer} is with you now.\nIt was with {colleague}.\nReason: {reason}", more: ["colleague", "reason"] },
  "staff-taken": { group: "staff", label: "Staff: reassigned to a colleague", when: "One of their appointments was reassigned to somebody else", subject: "Reassigned: {customer}, {start}", text: "The appointment of {customer} is not with you any more.\nIt is with {colleague} now.\nReason: {reason}", more: ["colleague", "reason"] },
  "staff-reminder": { group: "staff", label: "Staff: reminder", when: "An appointment with them is coming up, if they asked for it", subject: "Soon: {customer}, {start}", text: "{customer} comes for {service}." },

  verify: { group: "account", label: "Finish signing up", when: "Somebody signed up", subject: "Finish your account", text: "Open the link to choose a password. It works once, for 24 hours. Bookings made with this address will be in your account. If you did not ask for it, ignore this mail: nothing happens without you." },
  reset: { group: "account", label: "New password", when: "Somebody forgot the password", subject: "Choose a new password", text: "Open the link to choose a new password. It works once, for one hour. If you did not ask for it, ignore this mail: your password stays as it is." },
  invitation: { group: "account", label: "Invitation", when: "An administrator invited somebody", subject: "You are invited to our desk", text: "We made an account for you. Open the link to choose a password. It works once, for seven days. If you did not expect this, ignore this mail: nothing happens without you." },
  "has-account": { group: "account", label: "Has an account already", when: "Somebody signed up a second time", subject: "You have an account already", text: "Somebody, probably you, tried to sign up with this address. It has an account: sign in, or ask for a new password there." },
  "no-account": { group: "account", label: "Has no account", when: "Somebody without an account asked for a new password", subject: "There is no account with this address", text: "Somebody, probably you, asked for a new password. No account has this address. You may have another one there, or you can sign up." },
  closed: { group: "account", label: "Account closed", when: "Somebody whose account is closed asked for a link", subject: "This address is closed at our desk", text: "Somebody, probably you, asked for a link. Nobody can sign in with this address at the moment: please ask us in person." },
  "password-changed": { group: "account", label: "Password changed", when: "A password was changed", subject: "Your password was changed", text: "From now on only the new password opens your account, and you were signed out everywhere else. If it was not you, ask for a new one at once." },
  "email-left": { group: "account", label: "Address changed: to the old one", when: "An administrator gave an account another address", subject: "Your account has another e-mail address now", text: "An administrator changed the e-mail address of your account at our desk. You can no longer sign in with this one. If you did not ask for that, please tell us at once." },
  "email-new": { group: "account", label: "Address changed: to the new one", when: "An administrator gave an account another address", subject: "You sign in with this address now", text: "An administrator changed the e-mail address of your account at our desk to this one. Your password stays as it is. If you have no account with us, please tell us." },
  blocked: { group: "account", label: "Blocked", when: "An administrator blocked an account", subject: "Your account was blocked", text: "An administrator blocked your account at our desk: you were signed out everywhere, and cannot sign in or book online. Your appointments stand. If you do not know why, please ask us." },
  "merged-left": { group: "account", label: "Merged: to the one that ended", when: "An administrator merged an account into another of the same person", subject: "This account is part of your other one now", text: "An administrator merged your two accounts at our desk. You can no longer sign in with this one; your appointments are in the other one, where you sign in as before. If you have no other account with us, please tell us at once." },
  "merged-kept": { group: "account", label: "Merged: to the one that stays", when: "An administrator merged an account with another address of the same person", subject: "Appointments of another address are in your account now", text: "An administrator merged what you booked at our desk under two addresses. The appointments of the other one are in this account now. If you have no other address, please tell us at once." },
  "token-made": { group: "account", label: "Token made", when: "Somebody made a token for the API", subject: "A new token gives access to your account", text: "A token named “{token}” was made for your account. Programs that have it can do what it allows. If it was not you, revoke it at once and choose a new password.", more: ["token"] },
  "role-changed": { group: "account", label: "Role changed", when: "Somebody's role was changed", subject: "Your role was changed", text: "At our desk you are {role} from now on. If you did not expect this, please ask us.", more: ["role"] },
  test: { group: "account", label: "Test", when: "An administrator tries whether mail works", subject: "Test from {company}", text: "This is a test. It reached you, so mail works." },
} as const satisfies Record<string, KindOfMessage>;

export type MessageKind = keyof typeof KINDS;

export const kindOf = (kind: MessageKind): KindOfMessage => KINDS[kind];

/** What the desk calls a kind; one of an earlier version goes by its own name. */
export function kindLabel(kind: string): string {
  return kind in KINDS ? kindOf(kind as MessageKind).label : kind;
}

/** For a list to choose from. */
export function kindOptions(): { value: string; label: string }[] {
  return Object.entries(KINDS).map(([value, { label }]) => ({ value, label }));
}

/** Values only for SMS, where a mail has a button; the SMS is useless without them. */
export const ONLY_IN_SMS: Partial<Record<MessageKind, Variable>> = { offered: "link" };

/** Values that may be empty: a line that names one is then left out, so required lines must not name them. */
export const MAY_BE_EMPTY: readonly string[] = ["reason", "was", "changes", "colleague"] satisfies Variable[];

/** The values the wording of a kind may use. */
export function variablesOf(kind: MessageKind): readonly Variable[] {
  const { group, more = [] } = kindOf(kind);
  return group === "account" ? [...ALWAYS, ...more] : [...OF_APPOINTMENTS, ...more];
}
