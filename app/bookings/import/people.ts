import type { Account } from "./account.server.ts";

export interface KnownHost {
  id: number;
  name: string;
  email: string;
  username?: string;
}

/**
 * Possible hosts: the key's owner, the team's members, and hosts named in bookings. An event type lists its hosts' ids
 * without their addresses.
 */
export function hostsOf({ me, members, eventTypes, bookings }: Account): Map<number, KnownHost> {
  const known = new Map<number, KnownHost>();
  for (const { hosts } of bookings) {
    for (const { id, name, email, username } of hosts) {
      if (id !== null && email) known.set(id, { id, name, email, ...(username && { username }) });
    }
  }
  for (const { id, name, email, username } of members) {
    if (email !== null) known.set(id, { id, name: name ?? username ?? email, email, ...(username !== null && { username }) });
  }
  known.set(me.id, { id: me.id, name: me.name ?? me.username, email: me.email, username: me.username });
  for (const { userId, name } of eventTypes.flatMap((type) => type.hosts)) {
    const host = known.get(userId);
    if (host && name) known.set(userId, { ...host, name });
  }
  return known;
}
