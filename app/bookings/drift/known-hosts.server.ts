import type { App } from "#app/app.server.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { calcomHostMappings } from "#db/schema/catalog.ts";

/** The far end also lists bookings the key's owner attends as a guest: these are nobody's appointments here. */
export async function knownHosts(app: App, signal?: AbortSignal): Promise<(booking: CalcomBooking) => boolean> {
  const me = await app.gateway.me({ effort: "job", signal });
  const known = new Set([me.id, ...app.db.select({ id: calcomHostMappings.calcomUserId }).from(calcomHostMappings).all().map(({ id }) => id)]);
  const mine = me.email.toLowerCase();
  return ({ hosts, attendees, guests }) => {
    const isHost = hosts.some(({ id }) => id !== null && known.has(id));
    const attends = [...attendees.map(({ email }) => email), ...guests].some((email) => email?.toLowerCase() === mine);
    return isHost || !attends;
  };
}
