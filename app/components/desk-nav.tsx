import { paths } from "#app/lib/paths.ts";

/** `staff` see their own day; administrators everything. */
export type DeskRole = "admin" | "staff";

const pages: { href: string; label: string; staff?: boolean }[] = [
  { href: paths.admin(), label: "Overview" },
  { href: paths.adminToday(), label: "Today", staff: true },
  { href: paths.adminCalendar(), label: "Calendar", staff: true },
  { href: paths.adminBookings(), label: "Bookings" },
  { href: paths.adminPeople(), label: "People" },
  { href: paths.adminCatalogue(), label: "Catalogue" },
  { href: paths.adminDeliveries(), label: "Messages" },
  { href: paths.adminAudit(), label: "History" },
  { href: paths.adminCalcom(), label: "Cal.com" },
];

/** The pages behind the desk, under the masthead of every page. */
export function DeskNav({ role, here }: { role: DeskRole; here: string }) {
  const path = here.split("?")[0] ?? "";
  // Every page of the desk lies under the overview's address; only its own is it.
  const current = pages.find(({ href }) => path === href || (href !== paths.admin() && path.startsWith(`${href}/`)));
  return (
    <nav className="desk-nav no-print" aria-label="Desk">
      <ul className="desk-nav-list">
        {pages.filter(({ staff }) => role === "admin" || staff).map((page) => (
          <li key={page.href}>
            <a href={page.href} aria-current={page === current ? "page" : undefined}>{page.label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
