import type { App } from "#app/app.server.ts";
import { webhookRefusals } from "#app/bookings/sighting/refusals.server.ts";
import { calcomSettings, CALCOM_KEYS } from "#app/settings/calcom.server.ts";
import { secretState } from "#app/settings/secrets.server.ts";
import type { Check } from "./check.ts";
import { checkAccount } from "./check-account.server.ts";
import { checkEventTypes } from "./check-event-types.server.ts";
import { checkHours } from "./check-hours.server.ts";
import { checkWebhook } from "./check-webhook.server.ts";
import type { Probe } from "./probe.server.ts";
import { probeOf } from "./reach.server.ts";
import { webhookUrl } from "./register-webhook.server.ts";
import { mappedTeamTypes, type TeamType } from "./team-types.server.ts";
import { webhookPlaces } from "./webhook-places.server.ts";

/** Check the connection and settings at Cal.com, and report what is wrong. Changes nothing. `origin`: our own address. */
export async function testConnection(app: App, origin: string): Promise<Check[]> {
  const { teamId, webhookSecrets } = calcomSettings(app);
  const probe = probeOf(app);
  if (!probe) return [noKey(app)];
  const { checks, userId } = await checkAccount(probe, app.env.calcom.apiUrl);
  if (userId === null) return checks;
  const team = await checkTeam(probe, teamId);
  const reached = team.state === "good" ? teamId : null;
  const teamTypes = team.state === "good" ? await mappedTeamTypes(app, probe) : [];
  const places = webhookPlaces(teamId, teamTypes);
  return [
    ...checks,
    team,
    await checkEventTypes(app, probe, reached),
    ...(reached === null ? [] : [await checkHours(probe, reached)]),
    ...(await checkWebhook(probe, { places, url: webhookUrl(origin), secrets: webhookSecrets })),
    ...refused(app),
    mails(app, teamTypes),
  ];
}

function noKey(app: App): Check {
  const isLost = secretState(app, CALCOM_KEYS.apiKey) === "unreadable";
  const text = isLost ? "The stored key cannot be read: APP_SECRET is not the one it was stored under." : "There is no API key: bookings live in the embedded engine.";
  return { name: "API key", state: "bad", text, remedy: isLost ? "Enter the key again." : "Make one at Cal.com under Settings, Developer, API keys, and enter it here or as CALCOM_API_KEY." };
}

async function checkTeam(probe: Probe, teamId: number | null): Promise<Check> {
  if (teamId === null) return { name: "Team", state: "good", text: "No team is set: event types are those of the key's owner." };
  const answer = await probe({ method: "GET", path: `/teams/${teamId}` });
  if (answer.answered && answer.isOk) {
    const { name } = (answer.data ?? {}) as { name?: unknown };
    return { name: "Team", state: "good", text: `The team is ${typeof name === "string" ? name : teamId}.` };
  }
  const unknown = answer.answered && answer.status < 500 && answer.status !== 429;
  return unknown
    ? {
        name: "Team",
        state: "bad",
        text: `The key reaches no team ${teamId}.`,
        remedy:
          "The team's id is the number in its address at Cal.com (settings/teams/<id>/profile). The key's owner has to be its member, and its administrator to make event types.",
      }
    : { name: "Team", state: "warn", text: "Cal.com did not answer for the team.", remedy: "Test again in a minute." };
}

function refused(app: App): Check[] {
  const refusals = webhookRefusals(app.db);
  if (!refusals) return [];
  const why = { no_secret: "there was no secret here", unsigned: "it was not signed", wrong_signature: "it was signed with another secret" }[refusals.lastReason];
  const at = new Date(refusals.lastAt).toISOString().slice(0, 16).replace("T", " ");
  return [
    {
      name: "Webhook secret",
      state: "warn",
      text: `So far ${refusals.count} webhooks were refused, the last on ${at} UTC because ${why}.`,
      remedy: "If that was before the secret was set, nothing is left to do: the regular comparison brings in what was missed.",
    },
  ];
}

/** Two mails about one appointment confuse people. */
function mails(app: App, teamTypes: TeamType[]): Check {
  if (calcomSettings(app).customerMail === "calcom") return { name: "Mails to customers", state: "good", text: "As it is set here, Cal.com writes to customers and Frontdesk does not." };
  const writing = teamTypes.filter(({ mailsCustomers }) => mailsCustomers);
  if (teamTypes.length > 0 && writing.length === 0) return { name: "Mails to customers", state: "good", text: "Cal.com writes to no customer about these event types." };
  const which = writing.length > 0 ? ` (${writing.map(({ title }) => title).join(", ")})` : "";
  return {
    name: "Mails to customers",
    state: "warn",
    text: `Cal.com writes to customers itself about every booking${which}.`,
    remedy:
      "Frontdesk writes as well. Keep Cal.com from writing a second time: open the event type at Cal.com, Advanced, and switch its mails to attendees off. Where that switch is missing, let Cal.com be the one that writes, in the settings below.",
  };
}
