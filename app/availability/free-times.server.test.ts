import { expect, test } from "vitest";
import { monday, offeringsFor, testPractice } from "#app/bookings/testing.ts";
import { freeTimes } from "./free-times.server.ts";

test("a question for free times carries the id of the request that asks", async () => {
  const practice = await testPractice();
  const ids: (string | null)[] = [];
  practice.far.fault = (request, engine) => {
    ids.push(request.headers.get("x-request-id"));
    return engine(request);
  };
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id);
  await freeTimes(practice.app, { offerings, durationMinutes: 30, startMs: monday(9), endMs: monday(17), correlationId: "request-7" });
  expect(ids).toEqual(["request-7"]);
});
