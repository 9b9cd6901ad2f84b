import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

/**
 * For tests: Cal.com's published OpenAPI document as validators of real answers. The document is not part of the
 * repository but expected beside it; without it nothing is compared.
 */

const DOCUMENT = fileURLToPath(new URL("../../../shared/calcom/openapi.json", import.meta.url));

type Node = Record<string, unknown>;
interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: Node }> }> }>>;
  components: { schemas: Record<string, Node & { properties: Record<string, Node> }> };
}

/** Validators by operation and status: `validatorOf("GET", "/v2/bookings/{bookingUid}", 200)`; null without the document. */
export function conformance(): ((method: string, path: string, status: number) => ValidateFunction) | null {
  if (!existsSync(DOCUMENT)) return null;
  const document = JSON.parse(readFileSync(DOCUMENT, "utf8")) as Document;
  correct(document.components.schemas);
  const ajv = new Ajv({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  ajv.addSchema({ $id: "cal", components: rewrite(document.components) as Node });
  return (method, path, status) => {
    const content = document.paths[path]?.[method.toLowerCase()]?.responses[status]?.content;
    const schema = content && Object.values(content)[0]?.schema;
    if (!schema) throw new Error(`The document knows no ${status} for ${method} ${path}`);
    return ajv.compile(rewrite(path === "/v2/slots" ? slotsAnswer : schema) as Node);
  };
}

/** The document gives the pattern's name where it means the pattern. */
const patterns: Record<string, string> = { TIME_FORMAT_HH_MM: "^([01]\\d|2[0-3]):[0-5]\\d$" };

/**
 * `nullable` becomes a union; `oneOf` is read as `anyOf`, since its alternatives overlap in the document; enum values
 * of a list belong to its items.
 */
function rewrite(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewrite);
  if (typeof node !== "object" || node === null) return node;
  const { nullable, oneOf, discriminator: _, example: __, default: ___, ...rest } = node as Node;
  const plain: Node = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, rewrite(value)]));
  if (typeof plain.$ref === "string") plain.$ref = plain.$ref.replace(/^#/, "cal#");
  if (oneOf) plain.anyOf = rewrite(oneOf);
  if (typeof plain.pattern === "string") plain.pattern = patterns[plain.pattern] ?? plain.pattern;
  if (plain.type === "array" && plain.enum) {
    plain.items = { enum: plain.enum };
    delete plain.enum;
  }
  return nullable === true ? { anyOf: [plain, { type: "null" }] } : plain;
}

const teamNulls = ["parentId", "logoUrl", "calVideoLogo", "appLogo", "appIconLogo", "bio", "theme", "brandColor", "darkBrandColor", "bannerUrl", "timeFormat", "metadata"];

/** Corrections where the document rejects what Cal.com really returns. */
function correct(schemas: Document["components"]["schemas"]): void {
  const nullable: Record<string, string[]> = {
    BookingOutput_2024_08_13: ["description", "rating", "updatedAt", "rescheduledByEmail", "eventTypeId"],
    EventTypeTeam: ["logoUrl", "bannerUrl", "brandColor", "darkBrandColor", "theme"],
    TeamOutputDto: teamNulls,
    OrgTeamOutputDto: teamNulls,
    UserWebhookOutputDto: ["payloadTemplate", "secret"],
    EventTypeWebhookOutputDto: ["payloadTemplate", "secret"],
  };
  for (const [name, properties] of Object.entries(nullable)) {
    for (const property of properties) schemas[name]!.properties[property]!.nullable = true;
  }
  schemas.BookingOutput_2024_08_13!.properties.eventType = { anyOf: [schemas.BookingOutput_2024_08_13!.properties.eventType, { type: "null" }] };
  for (const name of ["RecurringBookingOutput_2024_08_13", "GetSeatedBookingOutput_2024_08_13", "CreateSeatedBookingOutput_2024_08_13", "CreateRecurringSeatedBookingOutput_2024_08_13", "GetRecurringSeatedBookingOutput_2024_08_13"]) {
    typeAs(schemas[name]!, bookingCorrections);
  }
  schemas.ReassignBookingOutput_2024_08_13!.properties.data = reassigned;
  typeAs(schemas.CalendarLinksOutput_2024_08_13!, { status: { const: "success" } });
  typeAs(schemas.BookingReferencesOutput_2024_08_13!, { status: { const: "success" } });
  for (const webhook of [schemas.UserWebhookOutputDto!, schemas.EventTypeWebhookOutputDto!]) {
    webhook.properties.id = { type: "string" };
    webhook.properties.triggers = { type: "array", items: { type: "string" } };
  }
  schemas.GetTeamMembershipsOutput!.properties.data = { type: "array", items: schemas.GetTeamMembershipsOutput!.properties.data };
  delete schemas.DestinationCalendar!.required;
  delete schemas.PaginationMetaDto!.properties.currentPage!.minimum;
  for (const [name, schema] of Object.entries(schemas)) {
    if (/FieldOutput_2024_06_14$/.test(name)) typeAs(schema, { isDefault: { type: "boolean" }, required: { type: "boolean" } });
    if (/EventTypeOutput_2024_06_14$/.test(name)) typeAs(schema, eventTypeCorrections);
  }
}

/** The nulls of a single booking occur in a series and with seats too. */
const bookingCorrections: Record<string, Node> = {
  description: { type: "string", nullable: true },
  rating: { type: "number", nullable: true },
  updatedAt: { type: "string", nullable: true },
};

/** The document's schema of the data contains itself, because two schemas with one name were merged. */
const reassigned: Node = {
  type: "object",
  required: ["bookingUid", "reassignedTo"],
  properties: {
    bookingUid: { type: "string" },
    reassignedTo: { type: "object", required: ["id", "name", "email", "displayEmail"], properties: { id: { type: "number" }, name: { type: "string" } } },
  },
};

/** The document writes "object" for values it has no type for, and "string" for lists of objects. */
const eventTypeCorrections: Record<string, Node> = {
  slotInterval: { type: "number", nullable: true },
  seatsPerTimeSlot: { type: "number", nullable: true },
  successRedirectUrl: { type: "string", nullable: true },
  ownerId: { type: "number", nullable: true },
  bookingWindow: { type: "object", required: ["type", "value"] },
  users: { type: "array", items: { type: "object", required: ["id", "name", "username"] } },
  hosts: { type: "array", items: { type: "object", required: ["userId"] } },
};

function typeAs(schema: { properties: Record<string, Node> }, types: Record<string, Node>): void {
  for (const [property, type] of Object.entries(types)) if (schema.properties[property]) schema.properties[property] = type;
}

const slotProperties: Node = {
  start: { type: "string" },
  end: { type: "string" },
  seatsBooked: { type: "number" },
  seatsRemaining: { type: "number", minimum: 1 },
  seatsTotal: { type: "number" },
  bookingUid: { type: "string" },
};

/** The document forgets the envelope and calls an element a string. */
const slotsAnswer = {
  type: "object",
  required: ["status", "data"],
  properties: {
    status: { const: "success" },
    data: {
      type: "object",
      propertyNames: { pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
      additionalProperties: {
        type: "array",
        minItems: 1,
        items: { type: "object", required: ["start"], properties: slotProperties, additionalProperties: false },
      },
    },
  },
};
