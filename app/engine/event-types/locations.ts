import { z } from "zod";
import { boolean, filled, optional } from "#app/engine/http/fields.ts";
import { integrationName } from "./integrations.ts";

/** Where an event of a type may happen. The organiser's variants carry the place itself. */
const personal = [
  z.object({ type: z.literal("address"), address: filled(), public: optional(boolean()) }),
  z.object({ type: z.literal("link"), link: filled(), public: optional(boolean()) }),
  z.object({ type: z.literal("phone"), phone: filled(), public: optional(boolean()) }),
  z.object({ type: z.literal("integration"), integration: integrationName() }),
  z.object({ type: z.literal("attendeeAddress") }),
  z.object({ type: z.literal("attendeePhone") }),
  z.object({ type: z.literal("attendeeDefined") }),
] as const;

export const LocationInput = z.discriminatedUnion("type", personal);
export const TeamLocationInput = z.discriminatedUnion("type", [...personal, z.object({ type: z.literal("organizersDefaultApp") })]);

export type EventTypeLocation = z.output<typeof TeamLocationInput>;

export const calVideo: EventTypeLocation = { type: "integration", integration: "cal-video" };
