import { isMeetingTrigger } from "./triggers.ts";

/** `{ triggerEvent, createdAt, payload }`, or the webhook's template filled in, which is then the whole body. */
export function bodyOf({ payloadTemplate }: { payloadTemplate: string | null }, trigger: string, createdAt: string, payload: object): string {
  if (payloadTemplate === null || payloadTemplate === "") return JSON.stringify({ triggerEvent: trigger, createdAt, payload });
  const filled = fill(payloadTemplate, { ...payload, triggerEvent: trigger, createdAt });
  if (!isJson(payloadTemplate)) return filled;
  return JSON.stringify(parsed(filled));
}

/** A template that is not JSON is sent as text with a form content type. */
export function contentTypeOf({ payloadTemplate }: { payloadTemplate: string | null }, trigger: string): string {
  const text = payloadTemplate !== null && payloadTemplate !== "" && !isMeetingTrigger(trigger) && !isJson(payloadTemplate);
  return text ? "application/x-www-form-urlencoded" : "application/json";
}

/** `{{attendees.0.name}}`; missing values are empty. This is the only supported Handlebars syntax. */
function fill(template: string, facts: unknown): string {
  return template.replace(/\{\{\{?\s*([\w$.-]+)\s*\}?\}\}/g, (_, path: string) => textAt(facts, path.split(".")));
}

function textAt(facts: unknown, steps: string[]): string {
  let value = facts;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return "";
    value = (value as Record<string, unknown>)[step];
  }
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}

/** A quotation mark in a name may break a JSON template: the body is then `false`. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return false;
  }
}

function isJson(text: string): boolean {
  return parsed(text) !== false;
}
