import type { Check } from "./check.ts";
import type { Probe, Probed } from "./probe.server.ts";

/** Whether something answers at the URL, whether it is Cal.com's API v2, and whether it accepts the key. */
export async function checkAccount(probe: Probe, apiUrl: string): Promise<{ checks: Check[]; userId: number | null }> {
  const me = await probe({ method: "GET", path: "/me" });
  const wrong = addressProblem(me, apiUrl);
  if (wrong) return { checks: [wrong], userId: null };
  const address: Check = { name: "Address", state: "good", text: `Cal.com answers at ${apiUrl}.` };
  const key = keyCheck(me);
  if (key.state === "bad") return { checks: [address, key], userId: null };
  const userId = (me as { data: { id: number } }).data.id;
  return { checks: [address, key, await checkVersions(probe)], userId };
}

function addressProblem(me: Probed, apiUrl: string): Check | null {
  const bad = (text: string, remedy: string): Check => ({ name: "Address", state: "bad", text, remedy });
  if (!me.answered) return bad(`${apiUrl} cannot be reached (${me.reason}).`, "Check CALCOM_API_URL, and that this server may reach it: DNS, firewall, certificate.");
  const { status } = me;
  if (status === 401 || status === 403 || status === 498) return me.isJson ? null : notCalcom(status, apiUrl);
  if (status === 429) return bad("Cal.com says this key makes too many calls.", "Wait a minute and test again. If it stays so, lower CALCOM_CALLS_PER_MINUTE or see who else uses the key.");
  if (status >= 500) return bad(`${apiUrl} answers with a server error (${status}).`, "Wait and test again; status.cal.com reports outages of the hosted service.");
  return me.isOk && isAccount(me.data) ? null : notCalcom(status, apiUrl);
}

function notCalcom(status: number, apiUrl: string): Check {
  return {
    name: "Address",
    state: "bad",
    text: `What answers at ${apiUrl} is not Cal.com's API v2 (status ${status}).`,
    remedy: "CALCOM_API_URL ends in /v2: https://api.cal.com/v2, or the API's address of your own Cal.com, which is not that of its pages.",
  };
}

function keyCheck(me: Probed): Check {
  if (!me.answered || !me.isOk) {
    return {
      name: "API key",
      state: "bad",
      text: "Cal.com does not accept the key: it is mistyped, revoked, expired or from another Cal.com.",
      remedy: "Make a new one at Cal.com under Settings, Developer, API keys, and enter it here.",
    };
  }
  const { username, name, email } = me.data as Record<string, unknown>;
  return { name: "API key", state: "good", text: `The key is accepted. It acts as ${[username, name, email].find((each) => typeof each === "string" && each !== "") ?? "an account without a name"}.` };
}

function isAccount(data: unknown): boolean {
  return typeof (data as { id?: unknown } | null)?.id === "number";
}

/** A version that is not known there is not refused: older shapes come back, or the address is not found. */
async function checkVersions(probe: Probe): Promise<Check> {
  const families = [
    { name: "bookings", answer: await probe({ method: "GET", path: "/bookings", query: { take: 1 } }) },
    { name: "event types", answer: await probe({ method: "GET", path: "/event-types" }) },
    { name: "slots", answer: await probe({ method: "GET", path: "/slots", query: { eventTypeId: 1, start: "2030-01-01", end: "2030-01-02" } }) },
  ];
  const old = families.filter(({ name, answer }) => answer.answered && (isUnknownRoute(answer) || (name !== "slots" && answer.isOk && !Array.isArray(answer.data))));
  if (old.length > 0) {
    return {
      name: "Version",
      state: "bad",
      text: `This Cal.com does not speak the API version Frontdesk needs, for ${old.map(({ name }) => name).join(", ")}.`,
      remedy: "Bring your own Cal.com up to date: versions 2024-08-13 (bookings), 2024-06-14 (event types) and 2024-09-04 (slots) are needed.",
    };
  }
  const failing = families.filter(({ name, answer }) => !answer.answered || answer.status >= 500 || (name !== "slots" && !answer.isOk));
  if (failing.length > 0)
    return {
      name: "Version",
      state: "warn",
      text: `Cal.com did not answer properly for ${failing.map(({ name }) => name).join(", ")}.`,
      remedy: "Test again in a minute. If it stays so, the key may lack the right to read them.",
    };
  return { name: "Version", state: "good", text: "The versions of the API that Frontdesk needs are there." };
}

function isUnknownRoute(answer: Probed): boolean {
  return answer.answered && answer.status === 404 && /^cannot get/i.test(answer.said ?? "");
}
