import type { SeedOffering } from "./catalogue.server.ts";
import type { SeedCustomer } from "./customers.ts";
import type { ServiceKey } from "./services.ts";
import type { Wish } from "./wishes.ts";

/** How often a service is booked, against the others. */
const POPULARITY: Record<ServiceKey, number> = { physiotherapy: 5, massage: 3, assessment: 2, acupuncture: 2, ergonomics: 1 };

/** Customers' habits: they go to the branch where they live, are assessed once, come once a day. */
export function createHabits() {
  const assessed = new Set<SeedCustomer>();
  const days = new Map<SeedCustomer, Set<number>>();

  /** 0: not for them. */
  function weight({ customer, service, status }: Wish, { key, home }: SeedOffering): number {
    if (customer.home === null ? key !== "ergonomics" : home !== customer.home) return 0;
    if (service !== undefined) return key === service ? 1 : 0;
    if (key === "assessment" && assessed.has(customer)) return 0;
    // Requests are pending, confirmed or declined: only confirmed ones are planned without naming the service.
    if (key === "acupuncture" && status !== "confirmed") return 0;
    return POPULARITY[key];
  }

  function isFree(customer: SeedCustomer, day: number): boolean {
    return !days.get(customer)?.has(day);
  }

  function note(customer: SeedCustomer, day: number, { key }: SeedOffering): void {
    days.set(customer, (days.get(customer) ?? new Set()).add(day));
    if (key === "assessment") assessed.add(customer);
  }

  return { weight, isFree, note };
}
