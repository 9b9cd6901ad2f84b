import { redirect } from "@remix-run/node";
import { z } from "zod";
import type { App } from "#app/app.server.ts";
import type { BookablePerson, Branch, Offering, Service } from "#app/catalog/model.ts";
import { branchBySlug, branchesWith, serviceBySlug, staffFor } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import { isTimeZone } from "#app/lib/time.ts";

/** The URL value for "any person". */
export const ANYONE = "any";

/** Of any length: an unknown name is not found, never the default. */
export const slug = z.string().optional().catch(undefined);
const text = z.string().max(200).optional().catch(undefined);

/** The query of the booking steps. Invalid values count as not chosen. */
export const ChoiceSearch = z.object({
  branch: slug,
  staff: slug,
  duration: z.coerce.number().int().positive().optional().catch(undefined),
  week: text,
  zone: text,
  start: text,
  hold: text,
});

export type ChoiceSearch = z.output<typeof ChoiceSearch>;

/** What a visitor has chosen before the time. */
export interface Choice {
  branch: Branch;
  service: Service;
  /** Everyone who does it there. */
  people: BookablePerson[];
  /** null for anyone. */
  person: BookablePerson | null;
  /** The person's, or everyone's. */
  offerings: Offering[];
  durationMinutes: number;
  zone: string;
  /** Whether service and branch leave a choice of branch. */
  branches: Branch[];
  /** The query for the next steps' URLs. */
  query: { branch: string; staff?: string; duration?: number; zone?: string };
}

export function readService(app: App, slug: string): Service {
  return serviceBySlug(app.db, slug) ?? notFound("There is no such service here.");
}

export function readBranch(app: App, slug: string): Branch {
  return branchBySlug(app.db, slug) ?? notFound("There is no such branch.");
}

/**
 * Read the visitor's choices from a URL.
 *
 * @param ownZone the zone of somebody who is signed in
 * @throws AppError not_found for an unknown service, branch or person
 * @throws a redirect to the choice of branch while that is open and there are several
 */
export function readChoice(app: App, serviceSlug: string, search: ChoiceSearch, ownZone?: string | null): Choice {
  const service = readService(app, serviceSlug);
  const branches = branchesWith(app.db, service.id);
  const asked = search.branch === undefined ? null : readBranch(app, search.branch);
  if (asked && !branches.some(({ id }) => id === asked.id)) notFound(`${service.name} is not offered at ${asked.name}.`);
  if (branches.length === 0) notFound(`${service.name} cannot be booked at the moment.`);
  const branch = asked ?? (branches.length === 1 ? branches[0] : undefined);
  if (!branch) throw redirect(paths.book({ service: service.slug, zone: search.zone }));
  const people = staffFor(app.db, { branchId: branch.id, serviceId: service.id });
  const person = readPerson(people, search.staff);
  const durationMinutes = service.durationsMinutes.find((minutes) => minutes === search.duration) ?? service.durationsMinutes[0] ?? 0;
  const zone = [search.zone, ownZone].find((name) => name && isTimeZone(name)) ?? branch.timeZone;
  return {
    branch,
    branches,
    service,
    people,
    person,
    offerings: (person ? [person] : people).map((staff) => ({ branch, service, staff, eventTypeId: staff.eventTypeId, isDefaultType: staff.isDefaultType })),
    durationMinutes,
    zone,
    query: {
      branch: branch.slug,
      ...(search.staff !== undefined && { staff: search.staff }),
      ...(service.durationsMinutes.length > 1 && { duration: durationMinutes }),
      ...(search.zone !== undefined && zone === search.zone && { zone }),
    },
  };
}

/** With one person there is nobody else to choose. */
function readPerson(people: BookablePerson[], slug: string | undefined): BookablePerson | null {
  if (slug === undefined || slug === ANYONE) return people.length === 1 ? (people[0] as BookablePerson) : null;
  return people.find((person) => person.slug === slug) ?? notFound("There is nobody of that name for this service.");
}

/** The end of a time's accessible name: "Ana Costa", "anyone". */
export function withWhom({ person }: Pick<Choice, "person">): string {
  return person?.name ?? "anyone";
}

/** The instant in a URL or form; null if it is invalid or absurdly far away: a week later must still be a valid date. */
export function readStart(text: string | undefined): number | null {
  if (text === undefined || !/^20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(text)) return null;
  const startMs = Date.parse(text);
  return Number.isNaN(startMs) ? null : startMs;
}

function notFound(message: string): never {
  throw new AppError("not_found", message);
}
