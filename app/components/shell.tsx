import type { ReactNode } from "react";
import type { Flash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";
import { DeskNav, type DeskRole } from "./desk-nav.tsx";
import { FlashMessage } from "./flash.tsx";
import { Icon } from "./icon.tsx";
import { ThemeSwitch, type Theme } from "./theme-switch.tsx";

export interface ShellProps {
  company: string;
  /** null for somebody who is not signed in. */
  viewer: { name: string } | null;
  theme: Theme;
  /** Path and search of the page being shown. */
  here: string;
  flash?: Flash | null;
  /** Whether the reader is behind the desk, and how far. */
  desk?: DeskRole | null;
  children: ReactNode;
}

/** What surrounds every page; the root draws it once around its outlet. */
export function Shell({ company, viewer, theme, here, flash, desk = null, children }: ShellProps) {
  return (
    <div className="shell">
      <a className="skip-link" href="#main">Skip to content</a>
      <header className="masthead">
        <a className="masthead-brand" href={paths.home()}>
          <Icon name="desk" size={24} />
          {company}
        </a>
        <nav className="masthead-nav" aria-label="Main">
          <NavLink href={paths.book()} label="Book" here={here} />
          {viewer && <NavLink href={paths.bookings()} label="My bookings" here={here} />}
          {!viewer && <NavLink href={paths.signIn()} label="Sign in" here={here} />}
          {viewer && <SignOut name={viewer.name} />}
        </nav>
      </header>
      {desk && <DeskNav role={desk} here={here} />}
      <main id="main" tabIndex={-1}>
        {flash && <FlashMessage {...flash} />}
        {children}
      </main>
      <footer className="colophon">
        <p>{company}</p>
        {viewer && <p><a href={paths.notificationSettings()}>Messages to you</a></p>}
        {viewer && <p><a href={paths.calendar()}>Your calendar</a></p>}
        {viewer && <p><a href={paths.tokens()}>Access tokens</a></p>}
        <ThemeSwitch theme={theme} returnTo={here} />
      </footer>
    </div>
  );
}

function NavLink({ href, label, here }: { href: string; label: string; here: string }) {
  const path = here.split("?")[0] ?? "";
  const isHere = path === href || path.startsWith(`${href}/`);
  return <a href={href} aria-current={isHere ? "page" : undefined}>{label}</a>;
}

function SignOut({ name }: { name: string }) {
  return (
    <form method="post" action={paths.signOut()}>
      <span className="masthead-viewer">{name}</span>
      <button>Sign out</button>
    </form>
  );
}
