import fc from "fast-check";
import { expect, test } from "vitest";
import { testEngine } from "#app/engine/testing.ts";
import { listeningEngine } from "#app/engine/webhooks/testing.ts";

const value = fc.oneof(
  fc.constantFrom("https://a.example", "http://[::1]:9", "file:///etc", "BOOKING_CREATED", "OWNER", "{{title}}", "__proto__", "Europe/Rome", "", null, -1, 0, 1, 1e15, 0.5, true),
  fc.jsonValue(),
);
const names = ["subscriberUrl", "triggers", "active", "secret", "payloadTemplate", "version", "name", "slug", "timeZone", "metadata", "bio", "userId", "role", "accepted", "apiKeyDaysValid"];
const body = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), fc.oneof(value, fc.array(value, { maxLength: 3 }))));

const writes: [string, string][] = [
  ["POST", "/v2/webhooks"],
  ["PATCH", "/v2/webhooks/ID"],
  ["POST", "/v2/event-types/1/webhooks"],
  ["POST", "/v2/teams/1/event-types/1/webhooks"],
  ["POST", "/v2/teams"],
  ["PATCH", "/v2/teams/1"],
  ["POST", "/v2/teams/1/memberships"],
  ["PATCH", "/v2/teams/1/memberships/10000001"],
  ["POST", "/v2/api-keys/refresh"],
];

test("no body sent to what stands around bookings makes the engine fail", async () => {
  const failures: object[] = [];
  const { call, webhook } = await listeningEngine({ log: { error: (fields) => void failures.push(fields) } });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...writes), body, async ([method, path], sent) => {
      const { status } = await call(method, path.replace("ID", webhook.id), { body: sent });
      expect(failures).toEqual([]);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 500 },
  );
});

test("no query sent to what stands around bookings makes the engine fail", async () => {
  const failures: object[] = [];
  const { call } = testEngine({ log: { error: (fields) => void failures.push(fields) } });
  const paths = fc.constantFrom("/v2/webhooks", "/v2/teams/1/memberships", "/v2/teams/1/bookings", "/v2/teams/1/schedules", "/v2/teams/x", "/v2/calendars/busy-times?credentialId=1&externalId=host@example.com");
  const text = fc.oneof(fc.constantFrom("1", "0", "-1", "1e400", "2030-01-08", "9999-12-31", "0000-01-01", "-271821-04-20", "UTC", "Pacific/Apia"), fc.string());
  await fc.assert(
    fc.asyncProperty(paths, fc.dictionary(fc.constantFrom("take", "skip", "emails", "dateFrom", "dateTo", "timeZone", "loggedInUsersTz", "status"), text), async (path, query) => {
      const { status } = await call("GET", `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams(query)}`);
      expect(failures).toEqual([]);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 500 },
  );
});

test("whatever a template says, a message is sent", async () => {
  const { call, webhook, act, book, hear } = await listeningEngine({ asked: ["BOOKING_CREATED"] });
  const piece = fc.oneof(fc.constantFrom("{{title}}", "{{attendees.0.name}}", "{{__proto__.x}}", "{{", "}}", '{"a":"', '"}', "{{{responses}}}"), fc.string());
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 5 }), async (pieces) => {
      await call("PATCH", `/v2/webhooks/${webhook.id}`, { body: { payloadTemplate: pieces.join("") } });
      const { uid } = (await book("2030-01-08T10:00:00Z")).body.data;
      expect(await hear()).toHaveLength(1);
      await act(uid, "cancel", { cancellationReason: "Next" });
    }),
    { numRuns: 100 },
  );
});
