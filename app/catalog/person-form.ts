import { z } from "zod";
import type { Person } from "./model.ts";
import { email, slug, text, timeZone } from "./schema.ts";

const about = z.string().trim().max(1000, "Please use at most 1000 characters.").default("");

export const NewPersonForm = z.object({ timeZone, name: text("a name", 80), email, about, slug: slug.optional() });
export const PersonForm = z.object({ name: text("a name", 80), email: email.optional(), about, slug: slug.optional(), version: z.string().max(60) });

export function personValues({ name, slug, email, about }: Pick<Person, "name" | "slug" | "email" | "about">): Record<"name" | "slug" | "email" | "about", string> {
  return { name, slug, email: email ?? "", about };
}
