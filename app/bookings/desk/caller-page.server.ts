import type { App } from "#app/app.server.ts";
import { readChoice, readStart, type Choice } from "#app/availability/choice.server.ts";
import { freeTimes } from "#app/availability/free-times.server.ts";
import { troubleText } from "#app/availability/source.ts";
import type { Service } from "#app/catalog/model.ts";
import { activeBranches, branchBySlug, branchesWith, servicesAt, staffFor } from "#app/catalog/queries.server.ts";
import { dayText, durationText, timeText, zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { addDays, dateIn, startOfDate, toIso } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { hasSms } from "#app/notifications/sms/has-sms.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { CallerSearch } from "./caller-form.ts";

/** Somebody the desk knows. */
export interface Customer {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
}

interface Asked {
  search: CallerSearch;
  /** The whole query string. */
  address: URLSearchParams;
  /** The customers found. */
  found: Customer[];
  customer: Customer | null;
  correlationId: string;
}

/** How far ahead the next free time is searched for. */
const LOOKS_AHEAD_DAYS = 28;

/** The query parameters that are put back into the form. */
const TYPED = /^(name|email|phone|notes|guests|time|override|start|q|textMe|answers\.[\w-]+)$/;

/**
 * The page that books for a caller: service, the free times of one day, and the customer. Everything entered so far is
 * in the query string, so searching for times or a customer loses nothing.
 */
export async function callerPage(app: App, { search, address, found, customer, correlationId }: Asked) {
  const services = bookableServices(app);
  const choice = chosen(app, services, search);
  if (!choice) return null;
  const { service, branch, branches, people, person, durationMinutes, offerings } = choice;
  const { hourCycle } = readCompany(app.db);
  const zone = branch.timeZone;
  const startMs = readStart(search.start);
  const asked = search.date ?? dateIn(zone, startMs ?? app.clock());
  const { times: coming, source } = await freeTimes(app, { offerings, durationMinutes, startMs: startOfDate(zone, asked), endMs: startOfDate(zone, addDays(asked, LOOKS_AHEAD_DAYS)), correlationId });
  const on = (date: string) => coming.filter((time) => dateIn(zone, time.startMs) === date);
  const next = coming[0] ? dateIn(zone, coming[0].startMs) : null;
  // Without a chosen day, start with one that has free times.
  const date = search.date ?? (startMs === null ? next : null) ?? asked;
  const times = on(date);
  const hrefWith = (change: object) => paths.adminNewBooking({ ...Object.fromEntries(address), service: service.slug, branch: branch.slug, date, ...change });
  return {
    services: services.map(({ slug, name }) => ({ value: slug, label: name })),
    branches: branches.map(({ slug, name }) => ({ value: slug, label: name })),
    people: [...(people.length > 1 ? [{ value: "", label: "Anyone" }] : []), ...people.map(({ slug, name }) => ({ value: slug, label: name }))],
    lengths: [...service.durationsMinutes].sort((a, b) => a - b).map((minutes) => ({ value: String(minutes), label: durationText(minutes) })),
    questions: service.questions,
    day: {
      text: dayText(startOfDate(zone, date), zone),
      zone: zoneText(zone),
      before: hrefWith({ date: addDays(date, -1), start: undefined }),
      after: hrefWith({ date: addDays(date, 1), start: undefined }),
      next: next === null || next === date ? null : { text: dayText(startOfDate(zone, next), zone), href: hrefWith({ date: next, start: undefined }) },
    },
    times: times.map((time) => ({ value: toIso(time.startMs), label: timeText(time.startMs, zone, hourCycle) })),
    unread: source.state === "failed" || source.state === "partial" ? troubleText(source.trouble) : null,
    customers: found.map((one) => ({ ...one, href: hrefWith({ customer: one.id, q: undefined, name: one.name, email: one.email, phone: one.phone }) })),
    customer: customer && { ...customer, withoutHref: hrefWith({ customer: undefined, name: undefined, email: undefined, phone: undefined }) },
    values: {
      ...Object.fromEntries([...address].filter(([name]) => TYPED.test(name))),
      ...(startMs !== null && { start: toIso(startMs) }),
      ...(customer && {
        name: address.get("name") ?? customer.name,
        email: address.get("email") ?? customer.email ?? "",
        phone: address.get("phone") ?? customer.phone ?? "",
      }),
      service: service.slug,
      branch: branch.slug,
      staff: person?.slug ?? "",
      duration: String(durationMinutes),
      date,
    } as Record<string, string>,
    key: newId(app.random),
    textsOn: hasSms(app),
    isWithCalcom: app.farEnd.name !== "embedded",
  };
}

/** Each service somebody does somewhere, once. */
function bookableServices(app: App): Service[] {
  const found = new Map(activeBranches(app.db).flatMap(({ id }) => servicesAt(app.db, id)).map((service) => [service.slug, service]));
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** What the query asks for, as far as it exists; choices that do not fit together are dropped, the service last. */
function chosen(app: App, services: Service[], { service: asked, branch, staff, duration }: CallerSearch): Choice | null {
  const doneBy = (service: Service) => branchesWith(app.db, service.id).some(({ id }) => staffFor(app.db, { branchId: id, serviceId: service.id }).some(({ slug }) => slug === staff));
  const service = services.find(({ slug }) => slug === asked) ?? (staff ? services.find(doneBy) : undefined) ?? services[0];
  if (!service) return null;
  const branches = branchesWith(app.db, service.id);
  const withPerson = branches.filter(({ id }) => staffFor(app.db, { branchId: id, serviceId: service.id }).some(({ slug }) => slug === staff));
  const at = branches.find(({ slug }) => slug === (branch && branchBySlug(app.db, branch)?.slug)) ?? withPerson[0] ?? branches[0];
  if (!at) return null;
  const isThere = staffFor(app.db, { branchId: at.id, serviceId: service.id }).some(({ slug }) => slug === staff);
  return readChoice(app, service.slug, { branch: at.slug, staff: isThere ? staff : undefined, duration });
}
