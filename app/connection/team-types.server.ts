import { isNotNull } from "drizzle-orm";
import { serviceStaff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";
import { recordsIn, type Probe } from "./probe.server.ts";

export interface TeamType {
  id: number;
  title: string;
  /** Whether Cal.com writes to customers about its bookings. */
  mailsCustomers: boolean;
}

/** The team's event types that are booked from here. */
export async function mappedTeamTypes(app: App, probe: Probe): Promise<TeamType[]> {
  const { teamId } = calcomSettings(app);
  if (teamId === null) return [];
  const mapped = mappedEventTypeIds(app);
  const listed = recordsIn(await probe({ method: "GET", path: `/teams/${teamId}/event-types` }));
  return listed.map(asTeamType).filter(({ id }) => mapped.has(id));
}

/** Every event type used for bookings. */
function mappedEventTypeIds(app: App): Set<number> {
  const rows = app.db.selectDistinct({ id: serviceStaff.calcomEventTypeId }).from(serviceStaff).where(isNotNull(serviceStaff.calcomEventTypeId)).all();
  const ids = [...rows.map(({ id }) => id), calcomSettings(app).defaultEventTypeId];
  return new Set(ids.filter((id) => id !== null));
}

function asTeamType({ id, title, emailSettings }: Record<string, unknown>): TeamType {
  const settings = (emailSettings ?? {}) as { disableEmailsToAttendees?: unknown };
  return { id: Number(id), title: typeof title === "string" ? title : String(id), mailsCustomers: settings.disableEmailsToAttendees !== true };
}
