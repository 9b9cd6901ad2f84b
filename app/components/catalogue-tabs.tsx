import { paths } from "#app/lib/paths.ts";
import { Tabs } from "./tabs.tsx";

const pages = [
  { name: "services", label: "Services", href: paths.adminCatalogue() },
  { name: "staff", label: "Staff and hours", href: paths.adminStaff() },
  { name: "holidays", label: "Closed days", href: paths.adminHolidays() },
  { name: "branches", label: "Branches", href: paths.adminBranches() },
  { name: "company", label: "Company", href: paths.adminCompany() },
] as const;

/** The pages of the catalogue, one link each. */
export function CatalogueTabs({ here }: { here: (typeof pages)[number]["name"] }) {
  return <Tabs label="Catalogue" tabs={pages.map(({ name, label, href }) => ({ label, href, current: name === here }))} />;
}
