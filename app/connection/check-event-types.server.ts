import { and, eq } from "drizzle-orm";
import { services, serviceStaff, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";
import type { Check } from "./check.ts";
import { recordsIn, type Probe } from "./probe.server.ts";

/** Whether every service can be booked through an event type that exists there and has its lengths. */
export async function checkEventTypes(app: App, probe: Probe, teamId: number | null): Promise<Check> {
  const { defaultEventTypeId } = calcomSettings(app);
  const bad = (text: string, remedy: string): Check => ({ name: "Event types", state: "bad", text, remedy });
  const answers = [await probe({ method: "GET", path: "/event-types" }), ...(teamId === null ? [] : [await probe({ method: "GET", path: `/teams/${teamId}/event-types` })])];
  if (answers.some((answer) => !answer.answered || !answer.isOk)) return { name: "Event types", state: "warn", text: "Cal.com did not list its event types.", remedy: "Test again in a minute." };
  const known = new Map(answers.flatMap(recordsIn).map((type) => [Number(type["id"]), type]));
  if (defaultEventTypeId !== null && !known.has(defaultEventTypeId))
    return bad(`The default event type ${defaultEventTypeId} does not exist, or is not the key owner's or the team's.`, "Choose another one below.");
  const rows = app.db
    .select({ eventTypeId: serviceStaff.calcomEventTypeId, service: services.name, durations: services.durationsMinutes, person: staff.name })
    .from(serviceStaff)
    .innerJoin(services, eq(services.id, serviceStaff.serviceId))
    .innerJoin(staff, eq(staff.id, serviceStaff.staffId))
    .where(and(eq(serviceStaff.active, true), eq(services.active, true), eq(staff.active, true)))
    .all();
  const problems = rows.flatMap(({ eventTypeId, service, durations, person }) => {
    const id = eventTypeId ?? defaultEventTypeId;
    if (id === null) return [`${service} with ${person} has no event type`];
    const type = known.get(id);
    if (!type) return [`${service} with ${person} is matched with event type ${id}, which does not exist`];
    const missing = durations.filter((minutes) => !lengthsOf(type).includes(minutes));
    if (eventTypeId === null && !Array.isArray(type["lengthInMinutesOptions"])) return [`the default event type offers one length only, so ${service} cannot be booked with its own`];
    return missing.length > 0 ? [`${service} with ${person} needs ${missing.join(" and ")} minutes, which event type ${id} does not offer`] : [];
  });
  if (problems.length > 0)
    return bad(
      `${[...new Set(problems)].slice(0, 5).join("; ")}${problems.length > 5 ? ` and ${problems.length - 5} more` : ""}.`,
      "Match them under Services and people, or add the lengths to the event type at Cal.com.",
    );
  return { name: "Event types", state: "good", text: rows.length === 0 ? "No service is offered yet." : "Every service can be booked through an event type." };
}

function lengthsOf(type: Record<string, unknown>): unknown[] {
  const { lengthInMinutes, lengthInMinutesOptions } = type;
  return [lengthInMinutes, ...(Array.isArray(lengthInMinutesOptions) ? lengthInMinutesOptions : [])];
}
