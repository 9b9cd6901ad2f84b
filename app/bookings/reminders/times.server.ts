import { asc } from "drizzle-orm";
import { z } from "zod";
import { writing } from "#db/client.ts";
import { services } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { changeService } from "#app/catalog/change-service.server.ts";
import { readOffsets, writtenOffsets } from "#app/settings/reminder-input.ts";
import { DEFAULT_OFFSETS } from "#app/settings/reminder-times.ts";
import { readReminderOffsets, writeReminderOffsets } from "#app/settings/reminders.server.ts";
import { replanReminders } from "./replan.server.ts";

const text = z.string("Enter times before the appointment, or “none”.").max(200, "Use at most 200 characters.");

function minutesIn(typed: string, ctx: z.RefinementCtx): number[] {
  const read = readOffsets(typed);
  if ("minutes" in read) return read.minutes;
  ctx.addIssue({ code: "custom", message: read.problem });
  return z.NEVER;
}

/** For dynamic field names the form parser keeps empty values. */
const own = text.transform((typed, ctx) => (typed.trim() === "" ? null : minutesIn(typed, ctx)));

/** `services` by slug; an empty or missing one uses the company's times. */
export const ReminderTimesForm = z.object({ usual: text.transform(minutesIn), services: z.record(z.string(), own).default({}) });
export type ReminderTimesForm = z.output<typeof ReminderTimesForm>;

/** When customers are reminded, as typed; "" means the company's times. */
export function reminderTimes({ db }: Pick<App, "db">) {
  return {
    usual: writtenOffsets(readReminderOffsets(db) ?? DEFAULT_OFFSETS),
    services: allServices({ db }).map(({ slug, name, active, reminderOffsetsMinutes: own }) => ({ slug, name, active, own: own === null ? "" : writtenOffsets(own) })),
  };
}

interface By {
  /** "admin:<id>" */
  actor: string;
  correlationId: string;
}

/** Customers who chose their own times keep them; for all others the new ones apply from now on, including existing bookings. */
export function changeReminderTimes(app: App, { actor, correlationId }: By, { usual, services: own }: ReminderTimesForm): void {
  const by = { actor, source: "admin" as const, correlationId };
  writing(app.db, (tx) => {
    const before = readReminderOffsets(app.db) ?? [...DEFAULT_OFFSETS];
    const isUsualNew = before.join() !== usual.join();
    if (isUsualNew) {
      writeReminderOffsets(tx, usual, app.clock());
      recordEvent(tx, app, {
        ...by,
        subjectType: "settings",
        subjectId: "reminders",
        action: "reminder times changed",
        data: { before: { times: writtenOffsets(before) }, after: { times: writtenOffsets(usual) } },
      });
    }
    const changed = allServices(app).filter((service) => changeService(tx, app, by, service, { reminderOffsetsMinutes: own[service.slug] ?? null }));
    if (isUsualNew || changed.length > 0) replanReminders(tx, app);
  });
}

function allServices({ db }: Pick<App, "db">) {
  return db.select().from(services).orderBy(asc(services.position), asc(services.name)).all();
}
