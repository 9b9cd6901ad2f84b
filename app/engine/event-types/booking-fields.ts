import { z } from "zod";
import { boolean, filled, list, oneOf, optional, string } from "#app/engine/http/fields.ts";

const defaultTypes = { name: "name", email: "email", title: "text", location: "radioInput", notes: "textarea", guests: "multiemail", rescheduleReason: "textarea" } as const;
const customTypes = ["phone", "address", "text", "number", "textarea", "select", "multiselect", "multiemail", "checkbox", "radio", "boolean", "url"] as const;

const shared = {
  label: optional(string()),
  required: optional(boolean()),
  placeholder: optional(string()),
  hidden: optional(boolean()),
  disableOnPrefill: optional(boolean()),
};

const CustomField = z
  .object({ type: oneOf(customTypes), slug: filled(), ...shared, options: optional(list(filled())) })
  .refine((field) => !needsOptions(field.type) || (field.options?.length ?? 0) > 0, { path: ["options"], error: "options should not be empty" });

/** A default field is identified by its slug (or, for name and e-mail, by its type); a custom one has both. */
const DefaultField = z.object({ type: optional(string()), slug: optional(oneOf(Object.keys(defaultTypes) as (keyof typeof defaultTypes)[])), ...shared });

export const BookingFieldInput = z.unknown().transform((value, context): BookingField => {
  const isDefault = defaultSlugOf(value) !== null;
  const result = (isDefault ? DefaultField : CustomField).safeParse(value);
  if (result.success) return result.data as BookingField;
  for (const { path, message } of result.error.issues) context.issues.push({ code: "custom", path, message, input: value });
  return z.NEVER;
});

export type BookingField = { type?: string; slug?: string; label?: string; required?: boolean; placeholder?: string; hidden?: boolean; options?: string[] };
export type CustomBookingField = z.output<typeof CustomField>;

export const customFieldsOf = (fields: BookingField[] = []) => fields.filter((field) => defaultSlugOf(field) === null) as CustomBookingField[];

/** All fields of the booking form, the default ones first, as the API shows them. */
export function bookingFieldsOutput(fields: BookingField[] = []): object[] {
  const changed = new Map(fields.map((field) => [defaultSlugOf(field), field]));
  const defaults = standard.map((field) => ({ ...field, ...without(changed.get(field.slug), "type", "slug"), isDefault: true }));
  const custom = customFieldsOf(fields).map((field) => ({
    ...field,
    label: field.label ?? field.slug,
    required: field.required ?? false,
    placeholder: field.placeholder ?? "",
    hidden: field.hidden ?? false,
    isDefault: false,
  }));
  return [...defaults, ...custom];
}

const standard = [
  { type: defaultTypes.name, slug: "name", label: "your_name", placeholder: "", required: true, disableOnPrefill: false },
  { type: defaultTypes.email, slug: "email", label: "email_address", placeholder: "", required: true, hidden: false, disableOnPrefill: false },
  { type: defaultTypes.location, slug: "location", label: "location", required: false, hidden: false },
  { type: defaultTypes.title, slug: "title", label: "what_is_this_meeting_about", placeholder: "", required: false, hidden: true, disableOnPrefill: false },
  { type: defaultTypes.notes, slug: "notes", label: "additional_notes", placeholder: "share_additional_notes", required: false, hidden: false, disableOnPrefill: false },
  { type: defaultTypes.guests, slug: "guests", label: "additional_guests", placeholder: "email", required: false, hidden: false, disableOnPrefill: false },
  { type: defaultTypes.rescheduleReason, slug: "rescheduleReason", label: "reason_for_reschedule", placeholder: "reschedule_placeholder", required: false, hidden: false, disableOnPrefill: false },
];

function defaultSlugOf(field: unknown): string | null {
  const { type, slug } = (field ?? {}) as BookingField;
  if (type === "name" || type === "email") return type;
  return slug !== undefined && Object.hasOwn(defaultTypes, slug) ? slug : null;
}

function needsOptions(type: string): boolean {
  return ["select", "multiselect", "checkbox", "radio"].includes(type);
}

function without(field: BookingField | undefined, ...keys: string[]): object {
  return Object.fromEntries(Object.entries(field ?? {}).filter(([key, value]) => !keys.includes(key) && value !== undefined));
}
