import type { App } from "#app/app.server.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { feedToken, ownStaff, type FeedOwner } from "./feed-tokens.server.ts";
import type { User } from "./user.ts";

/** A feed as its owner sees it. */
export interface ShownFeed {
  /** "own", or the id of who takes the appointments. */
  whose: string;
  /** null: the appointments the user booked. */
  staffName: string | null;
  links: FeedLinks | null;
}

export interface FeedLinks {
  address: string;
  /** For the calendar program of the reader's own machine. */
  webcal: string;
  google: string;
  outlook: string;
}

const OWN = "own";

/** The feeds of a user: appointments they booked, and those they take. */
export function calendarPage(app: App, user: User, origin: string): ShownFeed[] {
  const linksOf = (owner: FeedOwner): FeedLinks | null => {
    const token = feedToken(app, owner);
    return token === null ? null : links(origin + paths.feed(token), readCompany(app.db).name);
  };
  const taken = ownStaff(app.db, user.id).map(({ id, name }) => ({ whose: id, staffName: name, links: linksOf({ kind: "staff", id }) }));
  return [{ whose: OWN, staffName: null, links: linksOf({ kind: "user", id: user.id }) }, ...taken];
}

/** Whose feed the address of a form names. */
export function feedOwner(user: User, whose: string): FeedOwner {
  return whose === OWN ? { kind: "user", id: user.id } : { kind: "staff", id: whose };
}

function links(address: string, name: string): FeedLinks {
  const webcal = address.replace(/^https?:/, "webcal:");
  return {
    address,
    webcal,
    google: `https://calendar.google.com/calendar/r?${new URLSearchParams({ cid: webcal })}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?${new URLSearchParams({ url: address, name })}`,
  };
}
