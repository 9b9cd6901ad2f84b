import type { Route } from "#app/engine/context.ts";
import type { ApiVersion } from "./versions.ts";

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** The first route of the table that fits method, path and version: the table lists fixed segments before parameters. */
export function createRouter(routes: readonly Route[]): (method: string, pathname: string, version: ApiVersion) => Match | null {
  const table = routes.map((route) => ({ route, segments: route.path.split("/") }));
  return (method, pathname, version) => {
    const asked = pathname.replace(/\/+$/, "").split("/");
    for (const { route, segments } of table) {
      if (route.method !== method) continue;
      if (route.versions !== "any" && !route.versions.includes(version)) continue;
      const params = fit(segments, asked);
      if (params) return { route, params };
    }
    return null;
  };
}

function fit(segments: string[], asked: string[]): Record<string, string> | null {
  if (segments.length !== asked.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = asked[index] ?? "";
    if (!segment.startsWith(":")) {
      if (segment !== value) return null;
      continue;
    }
    const decoded = decode(value);
    if (!decoded) return null;
    params[segment.slice(1)] = decoded;
  }
  return params;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
