import { Link } from "@remix-run/react";

export interface Tab {
  href: string;
  label: string;
  count?: number;
  current: boolean;
}

/** Links: without JavaScript each is a page load, with it the page keeps its place. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label}>
      <ul className="tabs">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link to={tab.href} preventScrollReset aria-current={tab.current ? "page" : undefined}>
              {tab.label} {tab.count !== undefined && <span className="tabs-count">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
