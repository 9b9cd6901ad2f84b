import { expect, test } from "vitest";
import { conformance } from "./conformance.testing.ts";
import { addApiKey, addUser } from "./provision.server.ts";
import { testEngine } from "./testing.ts";

const validatorOf = conformance();
if (!validatorOf) process.stderr.write("SKIPPED: Cal.com's openapi.json is not beside the repository; teams, calendars and webhooks were not compared with it.\n");

test.skipIf(!validatorOf)("webhooks, teams, memberships and calendars answer as Cal.com's published document says", async () => {
  const { call, deps, teamId, eventTypeId, userId } = testEngine();

  async function expectFit(method: string, template: string, status: number, body?: unknown, params: Record<string, string | number> = {}, query = "") {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
    const answer = await call(method, path + query, { body });
    expect([method, path, answer.status, answer.body]).toEqual([method, path, status, expect.anything()]);
    const validate = validatorOf!(method, template, status);
    validate(answer.body);
    expect([method, path, validate.errors]).toEqual([method, path, null]);
    return answer.body.data;
  }

  const teamType = (await call("POST", `/v2/teams/${teamId}/event-types`, { version: "2024-06-14", body: { title: "All", slug: "all", lengthInMinutes: 30, schedulingType: "collective", hosts: [{ userId }] } })).body.data;
  const places = [
    ["/v2/webhooks", {}],
    ["/v2/event-types/{eventTypeId}/webhooks", { eventTypeId }],
    ["/v2/teams/{teamId}/event-types/{eventTypeId}/webhooks", { teamId, eventTypeId: teamType.id }],
  ] as const;
  for (const [place, params] of places) {
    const body = { subscriberUrl: "https://portal.example/hook", triggers: ["BOOKING_CREATED", "MEETING_STARTED"], active: true, payloadTemplate: "{}", version: "2021-10-20" };
    const { id: webhookId } = await expectFit("POST", place, 201, body, params);
    await expectFit("GET", place, 200, undefined, params, "?take=10&skip=0");
    await expectFit("PATCH", `${place}/{webhookId}`, 200, { secret: "s", payloadTemplate: null }, { ...params, webhookId });
    await expectFit("GET", `${place}/{webhookId}`, 200, undefined, { ...params, webhookId });
    await expectFit("DELETE", `${place}/{webhookId}`, 200, undefined, { ...params, webhookId });
    if (place !== "/v2/webhooks") await expectFit("DELETE", place, 200, undefined, params);
  }

  const { id } = await expectFit("POST", "/v2/teams", 201, { name: "Night Desk", bio: "After eight" });
  const team = { teamId: id };
  await expectFit("PATCH", "/v2/teams/{teamId}", 200, { timeZone: "Europe/Rome", hideBranding: true, metadata: { floor: 2 } }, team);
  await expectFit("GET", "/v2/teams/{teamId}", 200, undefined, team);
  await expectFit("GET", "/v2/teams", 200);
  await expectFit("POST", "/v2/teams/{teamId}/invite", 200, {}, team);
  const other = addUser(deps, { name: "Other", email: "other@example.com", username: "other", timeZone: "Europe/London" });
  const membership = await expectFit("POST", "/v2/teams/{teamId}/memberships", 201, { userId: other.userId }, team);
  const member = { ...team, membershipId: membership.id };
  await expectFit("PATCH", "/v2/teams/{teamId}/memberships/{membershipId}", 200, { accepted: true, role: "ADMIN" }, member);
  await expectFit("GET", "/v2/teams/{teamId}/memberships/{membershipId}", 200, undefined, member);
  await expectFit("GET", "/v2/teams/{teamId}/memberships", 200, undefined, team, "?emails=other@example.com");
  await expectFit("GET", "/v2/teams/{teamId}/schedules", 200, undefined, team);
  await expectFit("GET", "/v2/teams/{teamId}/bookings", 200, undefined, team, "?status=upcoming");
  await expectFit("DELETE", "/v2/teams/{teamId}/memberships/{membershipId}", 200, undefined, member);
  await expectFit("DELETE", "/v2/teams/{teamId}", 200, undefined, team);

  addApiKey(deps, { userId, key: "cal_old" });
  const old = await call("POST", "/v2/api-keys/refresh", { key: "cal_old", body: { apiKeyDaysValid: 2 } });
  const validate = validatorOf!("POST", "/v2/api-keys/refresh", 200);
  expect([old.status, validate(old.body)]).toEqual([200, true]);
  const key = old.body.data.apiKey as string;
  expect([(await call("GET", "/v2/me", { key: "cal_old" })).status, (await call("GET", "/v2/me", { key })).status]).toEqual([401, 200]);

  await expectFit("GET", "/v2/calendars", 200);
  await expectFit("GET", "/v2/calendars/busy-times", 200, undefined, {}, `?credentialId=${userId}&externalId=host@example.com&timeZone=UTC`);
});
