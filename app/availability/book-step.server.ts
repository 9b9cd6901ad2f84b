import { z } from "zod";
import type { App } from "#app/app.server.ts";
import type { Branch, Service } from "#app/catalog/model.ts";
import { activeBranches, branchesWith, servicesAt } from "#app/catalog/queries.server.ts";
import type { Choice } from "#app/components/choice-list.tsx";
import { durationText, priceText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { readBranch, readService, slug } from "./choice.server.ts";

/** `service` is set when only the branch is still to be chosen. */
export const BookSearch = z.object({ branch: slug, service: slug, zone: z.string().max(200).optional().catch(undefined) });

/** The step to show; a step with only one possibility is skipped. */
export type BookStep = { name: "done"; href: string } | { name: "branch" | "service"; title: string; lede?: string; back?: { href: string; label: string }; choices: Choice[] };

export function bookStep(app: App, { branch: branchSlug, service: serviceSlug, zone }: z.output<typeof BookSearch>): BookStep {
  const service = serviceSlug === undefined ? null : readService(app, serviceSlug);
  if (service) return branchFor(service, branchesWith(app.db, service.id), zone);
  const open = activeBranches(app.db).filter((branch) => servicesAt(app.db, branch.id).length > 0);
  const branch = branchSlug === undefined ? (open.length === 1 ? open[0] : undefined) : readBranch(app, branchSlug);
  if (!branch) return branchStep(open, (slug) => paths.book({ branch: slug, zone }));
  return serviceStep(app, branch, open.length > 1, zone);
}

function branchFor(service: Service, branches: Branch[], zone: string | undefined): BookStep {
  const [only] = branches;
  if (only && branches.length === 1) return { name: "done", href: paths.bookService(service.slug, { branch: only.slug, zone }) };
  return branchStep(branches, (slug) => paths.bookService(service.slug, { branch: slug, zone }), service.name);
}

function branchStep(branches: Branch[], hrefOf: (slug: string) => string, lede?: string): BookStep {
  return {
    name: "branch",
    title: "Where would you like to come?",
    lede,
    choices: branches.map(({ slug, name, address }) => ({ href: hrefOf(slug), title: name, note: address })),
  };
}

function serviceStep(app: App, branch: Branch, mayChangeBranch: boolean, zone: string | undefined): BookStep {
  const services = servicesAt(app.db, branch.id);
  const [only] = services;
  const hrefOf = ({ slug }: Service) => paths.bookService(slug, { branch: branch.slug, zone });
  if (only && services.length === 1) return { name: "done", href: hrefOf(only) };
  const { currency } = readCompany(app.db);
  return {
    name: "service",
    title: "What would you like to book?",
    lede: `${branch.name}, ${branch.address}`,
    ...(mayChangeBranch && { back: { href: paths.book({ zone }), label: "Choose another branch" } }),
    choices: services.map((service) => ({ href: hrefOf(service), title: service.name, note: service.description, side: costText(service, currency) })),
  };
}

const alternatives = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** "45 min · €60"; "45 min or 1 h · €60 each", since the one price holds for every length. */
export function costText({ durationsMinutes, priceCents }: Service, currency: string): string {
  const lengths = alternatives.format([...durationsMinutes].sort((a, b) => a - b).map(durationText));
  if (priceCents === null) return lengths;
  const isForEach = durationsMinutes.length > 1 && priceCents > 0;
  return `${lengths} · ${priceText(priceCents, currency)}${isForEach ? " each" : ""}`;
}
