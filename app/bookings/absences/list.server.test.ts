import { expect, test } from "vitest";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { monday, testPractice } from "../testing.ts";
import { beginAbsence } from "./begin.server.ts";
import { absencesPage } from "./list.server.ts";
import { sendNow } from "./send-now.server.ts";
import { away, boss, runJobs, three } from "./testing.ts";
import { undoAbsence } from "./undo.server.ts";

const correlationId = "request-9";

test("the list tells of each absence what somebody has to see to, the coming ones first", async () => {
  const practice = await testPractice();
  const admin = boss(practice);
  const list = () => absencesPage(practice.app, admin as PersonViewer, {});
  const told = ({ state, appointments, outcomes }: ReturnType<typeof list>["coming"][number]) => [state, appointments, outcomes];
  const { rows } = await three(practice);
  const later = beginAbsence(practice.app, admin, away(practice, [], { startsAt: monday(9) + 7 * DAY_MS, endsAt: monday(17) + 7 * DAY_MS }));
  const { id } = beginAbsence(practice.app, admin, away(practice, rows));
  expect(list().coming.map((one) => [one.id, ...told(one)])).toEqual([[id, "waiting", 3, "3 to be done"], [later.id, "blocked", 0, ""]]);
  sendNow(practice.app, admin, id, { correlationId });
  expect(list().coming.map(told)[0]).toEqual(["doing", 3, "3 to be done"]);
  await runJobs(practice.app);
  expect(list().coming.map(told)[0]).toEqual(["offered", 3, "1 offered other times, 1 reassigned, 1 cancelled"]);
  undoAbsence(practice.app, admin, later.id, { correlationId });
  practice.time.nowMs = monday(13);
  await runJobs(practice.app);
  expect(list().past.map(told)).toEqual([["look", 3, "1 without an answer, 1 reassigned, 1 cancelled"]]);
  expect(list().coming.map(told)).toEqual([["undone", 0, ""]]);
});
