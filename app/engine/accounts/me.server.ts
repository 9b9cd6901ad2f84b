import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { writing } from "#db/client.ts";
import { engineUsers } from "#db/schema/engine.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { conflict } from "#app/engine/http/failures.ts";
import { clearable, email, filled, integer, optional, record, string, timeZone, url } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { ownScheduleOf } from "#app/engine/schedules/store.server.ts";
import { weekdays } from "#app/engine/slots/model.ts";
import type { EngineUser } from "./callers.server.ts";
import { findUser } from "./users.server.ts";

const MeChange = z.object({
  email: optional(email()),
  name: optional(filled()),
  timeFormat: optional(z.literal([12, 24], { error: "timeFormat must be a number 12 or 24" })),
  defaultScheduleId: clearable(integer()),
  weekStart: optional(z.enum(weekdays, { error: `weekStart must be one of the following values: ${weekdays.join(", ")}` })),
  timeZone: optional(timeZone()),
  locale: optional(string()),
  avatarUrl: clearable(url()),
  bio: clearable(string()),
  metadata: optional(record(z.unknown())),
});

export function getMe({ caller }: SignedCall): Answer {
  return ok(meOf(caller.user));
}

export function updateMe({ engine, caller, body }: SignedCall): Answer {
  const change = parseInput(MeChange, body);
  const { id } = caller.user;
  const changed = writing(engine.db, (tx) => {
    if (typeof change.defaultScheduleId === "number") ownScheduleOf(tx, id, change.defaultScheduleId);
    if (change.email !== undefined) {
      const taken = tx.select().from(engineUsers).where(and(eq(engineUsers.email, change.email.toLowerCase()), ne(engineUsers.id, id))).get();
      if (taken) throw conflict(`User with the provided e-mail already exists.`);
    }
    const set = { ...change, ...(change.email === undefined ? {} : { email: change.email.toLowerCase() }) };
    if (Object.values(set).some((value) => value !== undefined)) tx.update(engineUsers).set(set).where(eq(engineUsers.id, id)).run();
    return findUser(tx, id)!;
  });
  return ok(meOf(changed));
}

function meOf(user: EngineUser): object {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    name: user.name,
    avatarUrl: user.avatarUrl,
    bio: user.bio,
    timeFormat: user.timeFormat,
    defaultScheduleId: user.defaultScheduleId,
    weekStart: user.weekStart,
    timeZone: user.timeZone,
    organizationId: null,
  };
}
