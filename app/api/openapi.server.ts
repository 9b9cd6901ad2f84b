import { z } from "zod";
import { version } from "../../package.json";
import { operations, type Operation } from "./operations.ts";

type Json = Record<string, unknown>;

const ErrorJson = z
  .object({
    success: z.literal(false),
    message: z.string().meta({ description: "A sentence for whoever reads it." }),
    errors: z.record(z.string(), z.array(z.string())).meta({ description: "By field." }),
    code: z.string().meta({ description: "For programs: INVALID, NOT_FOUND, SLOT_UNAVAILABLE, ...", examples: ["SLOT_UNAVAILABLE"] }),
  })
  .meta({ id: "Error" });

/** Responses of any request with a token. */
const ANY_REFUSALS = [401, 422, 503];
const WRITE_REFUSALS = [403, 413, 415, 429];

const REFUSAL_WORDS: Record<number, string> = {
  401: "There is no token, or none that is valid.",
  403: "The token may only read.",
  404: "There is no such booking, or it is somebody else's.",
  409: "The time is gone, it is too late, another change is under way, or the Idempotency-Key came with another request.",
  413: "The body is too large.",
  415: "The body does not call itself JSON.",
  422: "Something could not be read: `errors` says what.",
  429: "Too many changes in a minute, or Cal.com has received too many requests: `Retry-After` says in how many seconds to come again.",
  503: "Cal.com does not answer, or online booking is switched off. Nothing was changed.",
};

/** The API as an OpenAPI 3.1 document, generated from the schemas its routes parse and its responses are checked against. */
export function openApiDocument(origin: string): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const [operationId, operation] of Object.entries(operations) as [string, Operation][]) {
    const { method, path } = operation;
    paths[path] = { ...paths[path], [method]: { operationId, ...described(operation, schemas) } };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Frontdesk", version, description: "Bookings, and what can be booked. Tokens are made at /settings/tokens." },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ token: [] }],
    paths,
    components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer", description: "A personal access token." } } },
  };
}

function described({ scope, summary, description, input, answers, refusals }: Operation, schemas: Json): Json {
  const isWrite = scope === "write";
  const refused = [...ANY_REFUSALS, ...refusals, ...(isWrite ? WRITE_REFUSALS : [])].sort();
  const parameters = [...parametersOf("path", input.params, schemas), ...parametersOf("query", input.search, schemas), ...(isWrite ? [IDEMPOTENCY_KEY] : [])];
  return {
    summary,
    description: [description, `Scope: ${scope}.`].filter(Boolean).join(" "),
    ...(parameters.length > 0 && { parameters }),
    ...(input.body && { requestBody: { content: json(schemaOf(input.body, "input", schemas)) } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, { description: answer.description, content: json(schemaOf(answer.schema, "output", schemas)) }])),
      ...Object.fromEntries(refused.map((status) => [status, { description: REFUSAL_WORDS[status], content: json(schemaOf(ErrorJson, "output", schemas)) }])),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Of your making. A request sent again with it within a day is done once.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

function parametersOf(place: "path" | "query", schema: z.ZodObject | undefined, schemas: Json): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input", schemas) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

const json = (schema: Json) => ({ "application/json": { schema } });

/** The schema; named ones go to the components and are referenced. */
function schemaOf(schema: z.ZodType, io: "input" | "output", schemas: Json): Json {
  const made = z.toJSONSchema(z.object({ it: schema }), { io, target: "draft-2020-12" }) as unknown as { properties: { it: Json }; $defs?: Record<string, Json> };
  for (const [name, { id: _, ...definition }] of Object.entries(made.$defs ?? {})) schemas[name] = referring(definition);
  return referring(made.properties.it) as Json;
}

function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === "$ref" ? String(one).replace("#/$defs/", "#/components/schemas/") : referring(one)]));
}
