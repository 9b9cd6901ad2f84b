import type { branches, services, staff } from "#db/schema/catalog.ts";

export type { Question } from "#db/schema/catalog.ts";

/** A place with an address, a zone and arrival notes of its own. */
export type Branch = typeof branches.$inferSelect;
export type Service = typeof services.$inferSelect;
/** Somebody who takes appointments. */
export type Person = typeof staff.$inferSelect;

/** A person, and the event type through which they do one service at one branch. */
export type BookablePerson = Person & Pick<Offering, "eventTypeId" | "isDefaultType">;

/** Who does what where. */
export interface Offering {
  branch: Branch;
  service: Service;
  staff: Person;
  eventTypeId: number;
  /** Whether it is the default type, shared by all services without one of their own: its bookings need a duration. */
  isDefaultType?: boolean;
}

/** Whether a booking needs a duration: a type with one length refuses it. */
export function saysLength({ service, isDefaultType = false }: Pick<Offering, "service" | "isDefaultType">): boolean {
  return isDefaultType || service.durationsMinutes.length > 1;
}
