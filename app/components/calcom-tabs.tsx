import { paths } from "#app/lib/paths.ts";
import { Tabs } from "./tabs.tsx";

const pages = [
  { name: "settings", label: "Settings", href: paths.adminCalcom() },
  { name: "mapping", label: "Services and people", href: paths.adminMapping() },
  { name: "inbox", label: "Webhooks", href: paths.adminInbox() },
  { name: "drift", label: "Comparison", href: paths.adminDrift() },
  { name: "jobs", label: "Background", href: paths.adminJobs() },
] as const;

/** The pages about Cal.com, one link each. */
export function CalcomTabs({ here }: { here: (typeof pages)[number]["name"] | null }) {
  return <Tabs label="Cal.com" tabs={pages.map(({ name, label, href }) => ({ label, href, current: name === here }))} />;
}
