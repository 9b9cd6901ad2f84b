import { expect, test } from "vitest";
import { addApiKey, addUser } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";

test("a private link counts bookings or ends at a moment", async () => {
  const { call, eventTypeId, time } = testEngine();
  const path = `/v2/event-types/${eventTypeId}/private-links`;
  const once = await call("POST", path, { version: "2024-09-04", body: {} });
  expect([once.status, once.body.data]).toEqual([201, { linkId: expect.any(String), eventTypeId, isExpired: false, bookingUrl: `https://cal.local/d/${once.body.data.linkId}/intro`, maxUsageCount: 1, usageCount: 0 }]);
  const timed = await call("POST", path, { body: { expiresAt: "2030-01-08T00:00:00Z" } });
  expect(timed.body.data).toEqual({ linkId: expect.any(String), eventTypeId, isExpired: false, bookingUrl: expect.any(String), expiresAt: "2030-01-08T00:00:00.000Z" });
  const one = `${path}/${timed.body.data.linkId}`;
  time.nowMs = Date.parse("2030-01-08T00:00:00Z");
  expect((await call("GET", path)).body.data.map((link: { isExpired: boolean }) => link.isExpired)).toEqual([false, true]);
  expect((await call("PATCH", one, { body: { expiresAt: "2030-02-01T00:00:00Z" } })).body.data.isExpired).toBe(false);
  expect((await call("PATCH", one, { body: {} })).body.data.expiresAt).toBe("2030-02-01T00:00:00.000Z");
  expect((await call("PATCH", one, { body: { maxUsageCount: 5 } })).body.data).toMatchObject({ maxUsageCount: 5, usageCount: 0 });
  expect((await call("DELETE", one)).body.data).toEqual({ linkId: timed.body.data.linkId, message: "Private link deleted successfully" });
  expect((await call("DELETE", one)).status).toBe(404);
  expect((await call("PATCH", one, { body: { maxUsageCount: 5 } })).body.error.message).toBe("Updated link not found");
});

test("wrong links are refused, and strangers see none", async () => {
  const { call, eventTypeId, deps } = testEngine();
  const path = `/v2/event-types/${eventTypeId}/private-links`;
  for (const body of [{ maxUsageCount: 0 }, { expiresAt: "soon" }, { expiresAt: "2030-01-08T00:00:00Z", maxUsageCount: 2 }]) {
    expect((await call("POST", path, { body })).status).toBe(400);
  }
  const eve = addUser(deps, { name: "Eve", email: "eve@example.com", username: "eve", timeZone: "UTC" });
  addApiKey(deps, { userId: eve.userId, key: "cal_eve" });
  expect((await call("GET", path, { key: "cal_eve" })).status).toBe(403);
  expect((await call("GET", path, { key: null })).status).toBe(401);
  expect((await call("GET", "/v2/event-types/999/private-links")).status).toBe(404);
});
