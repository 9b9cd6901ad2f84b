import { expect, test } from "vitest";
import { calcomLinks } from "#db/schema/bookings.ts";
import { calcomHostMappings, serviceStaff } from "#db/schema/catalog.ts";
import { createApp } from "#app/app.server.ts";
import { API_KEY, connectedApp } from "#app/connection/testing.ts";
import { jobHandlers } from "#app/job-handlers.server.ts";
import { runDueJobs } from "#app/jobs/run.server.ts";
import { book, testPractice } from "../testing.ts";
import { relocationPage } from "./page.server.ts";
import { relocateAll } from "./relocate.server.ts";

/** A practice with one appointment of the embedded engine that books at Cal.com from now on. */
async function movedPractice(lose = false) {
  const practice = await testPractice();
  const booking = await book(practice);
  const made: string[] = [];
  const there = connectedApp(async (request) => {
    if (request.method !== "POST" || !request.url.endsWith("/bookings")) return null;
    const answer = await there.engine.fetch(request);
    made.push(((await answer.clone().json()) as { data: { uid: string } }).data.uid);
    if (!lose) return answer;
    lose = false;
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
  });
  const env = { ...practice.app.env, calcom: { ...practice.app.env.calcom, apiKey: API_KEY } };
  const app = createApp({ ...practice.app, env, fetch: there.app.fetch });
  const match = () => {
    app.db.update(serviceStaff).set({ calcomEventTypeId: there.eventTypeId }).run();
    app.db.insert(calcomHostMappings).values({ staffId: practice.ana.id, calcomUserId: there.userId }).run();
  };
  const links = () => app.db.select({ uid: calcomLinks.uid, state: calcomLinks.state, farEnd: calcomLinks.farEnd }).from(calcomLinks).all();
  return { app, booking, made, match, links, time: practice.time };
}

test("the dry run says what is in the way, and changes nothing", async () => {
  const { app, made, match, links } = await movedPractice();
  const before = links();
  expect(relocationPage(app)).toMatchObject({ ready: 0, appointments: [{ isReady: false, what: expect.stringContaining("no event type") }] });
  expect(relocateAll(app)).toBe(0);
  match();
  expect(relocationPage(app)).toMatchObject({ ready: 1, appointments: [{ what: "Would be made at Cal.com." }] });
  expect([made, links()]).toEqual([[], before]);
});

test.each([["once", false], ["once even when the answer is lost", true]])("an appointment is made at Cal.com %s, and lives there from then on", async (_, lose) => {
  const { app, made, match, links, time } = await movedPractice(lose);
  match();
  expect(relocateAll(app)).toBe(1);
  await runDueJobs(app, jobHandlers(app));
  time.nowMs += app.farEnd.settleAfterMs + 1;
  await runDueJobs(app, jobHandlers(app));
  expect(made).toHaveLength(1);
  expect(links().map(({ state, farEnd }) => [state, farEnd]).sort()).toEqual([["accepted", "calcom"], ["superseded", "embedded"]]);
  expect(relocationPage(app).appointments).toEqual([]);
  expect(relocateAll(app)).toBe(0);
});
