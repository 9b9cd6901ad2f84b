/** Every URL path of the product. Pages and mails never write one by hand. */
export const paths = {
  home: () => "/",
  book: (search: BookSearch & { service?: SearchValue } = {}) => withSearch("/book", search),
  bookEmbed: () => "/book/embed",
  bookService: (service: string, search: BookSearch = {}) => withSearch(`/book/${enc(service)}`, search),
  bookDetails: (service: string, search: BookSearch = {}) => withSearch(`/book/${enc(service)}/details`, search),

  guestBooking: (token: string) => `/booking/${enc(token)}`,
  guestReschedule: (token: string, search: WeekSearch = {}) => withSearch(`/booking/${enc(token)}/reschedule`, search),
  guestCancel: (token: string) => `/booking/${enc(token)}/cancel`,
  guestIcs: (token: string) => `/booking/${enc(token)}.ics`,

  offer: (token: string) => `/offer/${enc(token)}`,

  signIn: (search: { next?: string } = {}) => withSearch("/sign-in", search),
  signUp: (search: { next?: string } = {}) => withSearch("/sign-up", search),
  signOut: () => "/sign-out",
  forgotPassword: () => "/forgot-password",
  linkSent: () => "/link-sent",
  setPassword: (token: string) => `/set-password/${enc(token)}`,
  setup: (token?: string) => withSearch("/setup", { token }),
  theme: () => "/theme",
  calendarCss: () => "/calendar.css",

  bookings: (search: Search = {}) => withSearch("/bookings", search),
  bookingsCsv: (search: Search = {}) => withSearch("/bookings.csv", search),
  booking: (id: string) => `/bookings/${enc(id)}`,
  bookingEdit: (id: string, back: Back = {}) => withSearch(`/bookings/${enc(id)}/edit`, back),
  bookingReschedule: (id: string, search: WeekSearch & Back = {}) => withSearch(`/bookings/${enc(id)}/reschedule`, search),
  bookingCancel: (id: string, back: Back = {}) => withSearch(`/bookings/${enc(id)}/cancel`, back),
  bookingConfirm: (id: string, back: Back = {}) => withSearch(`/bookings/${enc(id)}/confirm`, back),
  bookingDecline: (id: string, back: Back = {}) => withSearch(`/bookings/${enc(id)}/decline`, back),
  bookingAttendance: (id: string, back: Back = {}) => withSearch(`/bookings/${enc(id)}/attendance`, back),
  bookingPerson: (id: string, back: Back = {}) => withSearch(`/bookings/${enc(id)}/person`, back),
  bookingUnsettled: (id: string, back: Back = {}) => withSearch(`/bookings/${enc(id)}/unsettled`, back),
  bookingLink: (id: string, back: Back = {}) => withSearch(`/bookings/${enc(id)}/link`, back),
  bookingIcs: (id: string) => `/bookings/${enc(id)}.ics`,

  notificationSettings: () => "/settings/notifications",
  readerChoices: (token: string) => `/notifications/${enc(token)}`,
  unsubscribe: (token: string) => `/unsubscribe/${enc(token)}`,
  tokens: () => "/settings/tokens",
  calendar: () => "/settings/calendar",
  /** Whose feed: "own", or the id of somebody who takes appointments. */
  feedRenew: (whose: string) => `/settings/calendar/${enc(whose)}/renew`,
  feedRevoke: (whose: string) => `/settings/calendar/${enc(whose)}/revoke`,
  feed: (token: string) => `/feeds/${enc(token)}.ics`,
  tokenRevoke: (id: string) => `/settings/tokens/${enc(id)}/revoke`,

  admin: (search: Search = {}) => withSearch("/admin", search),
  adminNumbersCsv: (search: Search = {}) => withSearch("/admin/numbers.csv", search),
  adminToday: (search: Search = {}) => withSearch("/admin/today", search),
  adminBlock: (id: string) => `/admin/blocks/${enc(id)}`,
  adminNewBlock: (search: Search = {}) => withSearch("/admin/blocks/new", search),
  adminAbsences: (search: Search = {}) => withSearch("/admin/away", search),
  adminNewAbsence: (search: Search = {}) => withSearch("/admin/away/new", search),
  adminAbsence: (id: string) => `/admin/away/${enc(id)}`,
  adminAbsenceUndo: (id: string) => `/admin/away/${enc(id)}/undo`,
  adminAbsenceNow: (id: string) => `/admin/away/${enc(id)}/now`,
  adminClockChange: () => "/admin/clock-change",
  adminCalendar: (search: Search = {}) => withSearch("/admin/calendar", search),
  adminBookings: (search: Search = {}) => withSearch("/admin/bookings", search),
  adminBookingsCsv: (search: Search = {}) => withSearch("/admin/bookings.csv", search),
  adminNewBooking: (search: Search = {}) => withSearch("/admin/bookings/new", search),
  adminBooking: (id: string, search: Search = {}) => withSearch(`/admin/bookings/${enc(id)}`, search),
  adminNoteRemove: (id: string, note: string, back: Back = {}) => withSearch(`/admin/bookings/${enc(id)}/notes/${enc(note)}/remove`, back),
  adminBulk: () => "/admin/bulk",
  adminBulkRun: (id: string, search: Search = {}) => withSearch(`/admin/bulk/${enc(id)}`, search),
  adminBulkRetry: (id: string) => `/admin/bulk/${enc(id)}/retry`,
  adminImport: () => "/admin/import",
  adminImportRun: (id: string, search: Search = {}) => withSearch(`/admin/import/${enc(id)}`, search),
  adminImportRefused: (id: string) => `/admin/import/${enc(id)}/refused.csv`,
  adminPeople: (search: Search = {}) => withSearch("/admin/people", search),
  adminPerson: (id: string) => `/admin/people/${enc(id)}`,
  adminPersonRole: (id: string) => `/admin/people/${enc(id)}/role`,
  adminPersonStaff: (id: string) => `/admin/people/${enc(id)}/staff`,
  adminPersonBlocked: (id: string) => `/admin/people/${enc(id)}/blocked`,
  adminPersonMerge: (id: string, search: Search = {}) => withSearch(`/admin/people/${enc(id)}/merge`, search),
  adminInvite: () => "/admin/people/invite",
  adminCatalogue: () => "/admin/catalogue",
  adminNewService: () => "/admin/catalogue/services/new",
  adminService: (id: string) => `/admin/catalogue/services/${enc(id)}`,
  adminStaff: () => "/admin/catalogue/staff",
  adminNewStaff: () => "/admin/catalogue/staff/new",
  adminStaffMember: (id: string) => `/admin/catalogue/staff/${enc(id)}`,
  adminHours: (id: string) => `/admin/catalogue/staff/${enc(id)}/hours`,
  adminBranches: () => "/admin/catalogue/branches",
  adminNewBranch: () => "/admin/catalogue/branches/new",
  adminBranch: (id: string) => `/admin/catalogue/branches/${enc(id)}`,
  adminCompany: () => "/admin/catalogue/company",
  adminOffers: (kind: "services" | "staff", id: string) => `/admin/catalogue/${kind}/${enc(id)}/offers`,
  adminQuestions: (id: string) => `/admin/catalogue/services/${enc(id)}/questions`,
  adminHolidays: () => "/admin/catalogue/holidays",
  adminOpenDay: () => "/admin/catalogue/holidays/open",
  /** Archives or restores one of the catalogue's services, staff or branches. */
  adminArchive: (kind: "services" | "staff" | "branches", id: string) => `/admin/catalogue/${kind}/${enc(id)}/archive`,
  adminAudit: (search: Search = {}) => withSearch("/admin/audit", search),
  adminAuditCsv: (search: Search = {}) => withSearch("/admin/audit.csv", search),

  adminCalcom: (search: { test?: SearchValue } = {}) => withSearch("/admin/calcom", search),
  adminMapping: () => "/admin/calcom/mapping",
  adminMove: () => "/admin/calcom/move",
  adminDrift: () => "/admin/calcom/drift",
  adminJobs: () => "/admin/calcom/jobs",
  adminJobRetry: (id: number) => `/admin/calcom/jobs/${id}/retry`,
  adminJobDismiss: (id: number) => `/admin/calcom/jobs/${id}/dismiss`,
  adminInbox: (search: Search = {}) => withSearch("/admin/calcom/inbox", search),
  adminDeliveries: (search: Search = {}) => withSearch("/admin/deliveries", search),
  adminDelivery: (id: string) => `/admin/deliveries/${enc(id)}`,
  adminDeliveryHtml: (id: string) => `/admin/deliveries/${enc(id)}/html`,
  adminDeliveryCalendar: (id: string) => `/admin/deliveries/${enc(id)}.ics`,
  adminDeliveryResend: (id: string) => `/admin/deliveries/${enc(id)}/resend`,
  adminWordings: () => "/admin/deliveries/wording",
  adminWording: (kind: string) => `/admin/deliveries/wording/${enc(kind)}`,
  adminWordingDefault: (kind: string) => `/admin/deliveries/wording/${enc(kind)}/default`,
  adminReminders: () => "/admin/deliveries/reminders",
  adminTestMail: () => "/admin/deliveries/test",

  twilioStatus: () => "/api/webhooks/twilio/status",
  twilioInbound: () => "/api/webhooks/twilio/inbound",

  demoMailbox: (search: Search = {}) => withSearch("/demo/mailbox", search),
  demoLetter: (id: string) => `/demo/mailbox/${enc(id)}/html`,
  demoLetterCalendar: (id: string) => `/demo/mailbox/${enc(id)}.ics`,
};

type SearchValue = string | number | null | undefined;
type Search = Record<string, SearchValue | readonly string[]>;

/** Where to return after a change, if not to the booking's own page. */
interface Back {
  next?: SearchValue;
}

/** The week and zone a visitor looks at. `week` is an ISO week ("2026-W47"), `start` a UTC instant. */
interface WeekSearch {
  week?: SearchValue;
  zone?: SearchValue;
  start?: SearchValue;
  month?: SearchValue;
}

interface BookSearch extends WeekSearch {
  branch?: SearchValue;
  staff?: SearchValue;
  duration?: SearchValue;
  hold?: SearchValue;
}

/** A path with a query string of the values that are set; empty ones are left out. */
export function withSearch(path: string, search: object): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search) as [string, Search[string]][]) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null && one !== "") query.append(key, String(one));
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

const enc = encodeURIComponent;
