import type { CustomBookingField } from "#app/engine/event-types/booking-fields.ts";
import { customFieldsOf } from "#app/engine/event-types/booking-fields.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { badRequest } from "#app/engine/http/failures.ts";

/** Refuses the call unless the answers to the event type's own questions are complete and valid. */
export function checkResponses(eventType: EventType, responses: Record<string, unknown>): void {
  for (const field of customFieldsOf(eventType.settings.bookingFields)) {
    const value = responses[field.slug];
    if (value === undefined || value === null || value === "") {
      if (field.required && !field.hidden) throw badRequest(`Missing required booking field response: ${field.slug}`);
      continue;
    }
    checkType(field, value);
    checkOptions(field, value);
  }
}

function checkType({ type, slug }: CustomBookingField, value: unknown): void {
  const expected = expectedOf(type);
  const actual = Array.isArray(value) ? "array" : typeof value;
  if (expected.includes(actual)) return;
  throw badRequest(`Invalid type for booking field '${slug}'. Expected type ${expected.join(" or ")} (compatible with field type '${type}'), but received ${actual}.`);
}

function expectedOf(type: CustomBookingField["type"]): string[] {
  if (type === "number" || type === "boolean") return [type];
  if (type === "multiemail" || type === "multiselect" || type === "checkbox") return ["array"];
  return type === "select" || type === "radio" ? ["string", "number"] : ["string"];
}

function checkOptions({ type, slug, options = [] }: CustomBookingField, value: unknown): void {
  if (!["select", "radio", "multiselect", "checkbox"].includes(type)) return;
  const wrong = [value].flat().find((chosen) => !options.includes(String(chosen)));
  if (wrong === undefined) return;
  throw badRequest(`Invalid option '${String(wrong)}' for booking field '${slug}'. Allowed options are: ${options.join(", ")}.`);
}
