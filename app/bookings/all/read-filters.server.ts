import { searchObject } from "#app/lib/input.server.ts";
import { AllFilters } from "./filters.ts";

/** What an address that was written down asks for, read anew: what it no longer can say falls away. */
export function readFilters(query: string): AllFilters {
  return { ...AllFilters.parse(searchObject(new URLSearchParams(query))), cursor: undefined };
}
