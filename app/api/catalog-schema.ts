import { z } from "zod";
import { Named } from "./booking-schema.ts";

const name = z.string().max(200).optional();

export const CatalogQuery = z.object({
  service: name.meta({ description: "Slug or id." }),
  branch: name.meta({ description: "Slug or id." }),
  staff: name.meta({ description: "Slug or id." }),
});

const Question = z
  .object({
    slug: z.string().meta({ description: "The key of its answer." }),
    label: z.string(),
    type: z.enum(["text", "textarea", "select", "radio", "checkbox", "phone", "number", "boolean"]),
    required: z.boolean(),
    hint: z.string().nullable(),
    options: z.array(z.string()),
  })
  .meta({ id: "Question" });

export const ServiceJson = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    durationsMinutes: z.array(z.int()).meta({ description: "The first is the default." }),
    priceCents: z.int().nullable(),
    currency: z.string(),
    place: z.enum(["branch", "video", "phone"]),
    requiresConfirmation: z.boolean(),
    questions: z.array(Question),
    branches: z.array(Named),
    staff: z.array(Named),
  })
  .meta({ id: "Service" });

export const PersonJson = z
  .object({ id: z.string(), slug: z.string(), name: z.string(), about: z.string(), services: z.array(Named), branches: z.array(Named) })
  .meta({ id: "Staff" });

export const BranchJson = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    address: z.string(),
    timeZone: z.string(),
    arrivalNotes: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    services: z.array(Named),
    staff: z.array(Named),
  })
  .meta({ id: "Branch" });
