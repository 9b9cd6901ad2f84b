import type { Route } from "./context.ts";
import { webhookRoutes } from "./webhooks/resource.server.ts";

/** What stands around bookings and event types. */
export const routesAround: readonly Route[] = [...webhookRoutes];
