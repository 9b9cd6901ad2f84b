import { refreshApiKey } from "./accounts/api-keys.server.ts";
import { listBusyTimes, listCalendars } from "./calendars/resource.server.ts";
import type { Route, SignedCall } from "./context.ts";
import type { Answer } from "./http/envelope.ts";
import * as belongings from "./teams/belongings.server.ts";
import * as memberships from "./teams/memberships.server.ts";
import * as teams from "./teams/resource.server.ts";
import { webhookRoutes } from "./webhooks/resource.server.ts";

/** The routes besides bookings and event types. They ignore the version header. */
export const routesAround: readonly Route[] = [
  ...webhookRoutes,

  signed("GET", "/v2/teams", teams.listTeams),
  signed("POST", "/v2/teams", teams.createTeam),
  signed("GET", "/v2/teams/:teamId", teams.getTeam),
  signed("PATCH", "/v2/teams/:teamId", teams.updateTeam),
  signed("DELETE", "/v2/teams/:teamId", teams.deleteTeam),
  signed("GET", "/v2/teams/:teamId/memberships", memberships.listMemberships),
  signed("POST", "/v2/teams/:teamId/memberships", memberships.createMembership),
  signed("GET", "/v2/teams/:teamId/memberships/:membershipId", memberships.getMembership),
  signed("PATCH", "/v2/teams/:teamId/memberships/:membershipId", memberships.updateMembership),
  signed("DELETE", "/v2/teams/:teamId/memberships/:membershipId", memberships.deleteMembership),
  signed("GET", "/v2/teams/:teamId/bookings", belongings.listTeamBookings),
  signed("GET", "/v2/teams/:teamId/schedules", belongings.listTeamSchedules),
  signed("POST", "/v2/teams/:teamId/invite", belongings.inviteToTeam),

  signed("POST", "/v2/api-keys/refresh", refreshApiKey),

  signed("GET", "/v2/calendars", listCalendars),
  signed("GET", "/v2/calendars/busy-times", listBusyTimes),
];

function signed(method: Route["method"], path: string, handle: (call: SignedCall) => Answer): Route {
  return { method, path, versions: "any", auth: "required", handle };
}
