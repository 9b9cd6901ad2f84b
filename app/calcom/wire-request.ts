import type { TransportConfig, WireCall } from "./transport.server.ts";
import { apiVersions, versionFor } from "./versions.ts";

/** Builds the request of a call: URL, key, and the API version of its endpoint family. */
export function requestsTo({ baseUrl, apiKey, profile }: Pick<TransportConfig, "baseUrl" | "apiKey" | "profile">) {
  const versions = { ...apiVersions, ...profile?.versions };
  const base = baseUrl.replace(/\/+$/, "");

  return ({ method, path, query = {}, body, version: own }: WireCall, correlationId: string | undefined) => {
    const version = own ?? versionFor(path, versions);
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    const headers = {
      authorization: `Bearer ${keyNow(apiKey).trim()}`,
      accept: "application/json",
      ...(version && { "cal-api-version": version }),
      ...(body && { "content-type": "application/json" }),
      ...(correlationId && /^[\w.:-]{1,128}$/.test(correlationId) && { "x-request-id": correlationId }),
    };
    const search = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
    return { url: base + path + search, init: { method, headers, body: body ? JSON.stringify(body) : null } };
  };
}

export function keyNow(apiKey: TransportConfig["apiKey"]): string {
  return typeof apiKey === "string" ? apiKey : apiKey();
}

/** Names and values that say nothing about a person. */
const IMPERSONAL = new Set(["eventTypeId", "eventTypeIds", "start", "end", "duration", "status", "take", "skip", "afterStart", "beforeEnd"]);

/** What of a query may be written to the log. */
export function loggableQuery({ query = {} }: WireCall): Record<string, string | number | undefined> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => IMPERSONAL.has(name)));
}
