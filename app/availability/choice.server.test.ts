import { expect, test } from "vitest";
import { faults, monday, testPractice } from "#app/bookings/testing.ts";
import { bookStep, BookSearch } from "./book-step.server.ts";
import { ChoiceSearch, readChoice, readStart } from "./choice.server.ts";
import { detailsPage } from "./details-page.server.ts";
import { homePage } from "./home-page.server.ts";
import { summaryOf } from "./summary.server.ts";
import { timesPage } from "./times-page.server.ts";

const search = (asked: Record<string, unknown> = {}) => ChoiceSearch.parse(asked);
const step = (asked: Record<string, unknown> = {}) => BookSearch.parse(asked);

test("a service, a branch or a person that is not there is not found", async () => {
  const { app } = await testPractice();
  expect(() => readChoice(app, "nothing", search())).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(() => readChoice(app, "consultation", search({ branch: "nowhere" }))).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(() => readChoice(app, "massage", search({ branch: "new-york" }))).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(() => readChoice(app, "consultation", search({ branch: "new-york", staff: "ana-costa" }))).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(() => bookStep(app, step({ branch: "nowhere" }))).toThrow(expect.objectContaining({ code: "not_found" }));
  const long = "a".repeat(5_000);
  expect(() => bookStep(app, step({ branch: long }))).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(() => readChoice(app, "consultation", search({ branch: "new-york", staff: long }))).toThrow(expect.objectContaining({ code: "not_found" }));
});

test("a length, a zone or a week that cannot be read is the default", async () => {
  const { app } = await testPractice();
  const choice = readChoice(app, "massage", search({ duration: "soon", zone: "Mars/Base", week: ["a", "b"], start: "tomorrow" }));
  expect(choice).toMatchObject({ durationMinutes: 60, zone: "Europe/Lisbon", person: null });
  expect((await timesPage(app, choice, { week: "2026-W99", holder: null })).page.week).toBe("2026-W47");
  expect(readStart("tomorrow")).toBeNull();
  expect(readStart("2026-13-40T10:00:00.000Z")).toBeNull();
  expect(readStart("9999-12-31T10:00:00.000Z")).toBeNull();
});

test("the only branch and the only person are not asked for, several branches are", async () => {
  const { app } = await testPractice();
  expect(readChoice(app, "fitting", search())).toMatchObject({ branch: { slug: "lisbon" }, person: { name: "Ana Costa" } });
  expect(bookStep(app, step({ service: "fitting" }))).toEqual({ name: "done", href: "/book/fitting?branch=lisbon" });
  expect(bookStep(app, step({ branch: "new-york" }))).toEqual({ name: "done", href: "/book/consultation?branch=new-york" });
  const open = thrownBy(() => readChoice(app, "consultation", search()));
  expect(open).toBeInstanceOf(Response);
  expect((open as Response).headers.get("Location")).toBe("/book?service=consultation");
  expect(bookStep(app, step({ service: "consultation" }))).toMatchObject({ name: "branch", choices: [{ title: "Lisbon" }, { title: "New York" }] });
});

test("times are shown in the signed-in person's zone unless the address says another", async () => {
  const { app } = await testPractice();
  const asked = { branch: "lisbon" };
  expect(readChoice(app, "consultation", search(asked), "Asia/Kathmandu").zone).toBe("Asia/Kathmandu");
  const choice = readChoice(app, "consultation", search({ ...asked, zone: "Europe/Berlin" }), "Asia/Kathmandu");
  expect(choice.zone).toBe("Europe/Berlin");
  expect(choice.query).toEqual({ branch: "lisbon", zone: "Europe/Berlin" });
  expect((await timesPage(app, choice, { week: "2026-W48", holder: null })).page.zone.note).toBe("10:00 in Berlin time is 09:00 at the branch (Lisbon time).");
});

test("the summary fills up as steps are done", async () => {
  const { app } = await testPractice();
  const choice = readChoice(app, "massage", search({ branch: "lisbon", staff: "ana-costa", duration: 90 }));
  const value = (label: string, startMs: number | null) => summaryOf(app, choice, startMs).items.find((item) => item.label === label)?.value;
  expect([value("When", null), value("When", monday(10))]).toEqual([null, "Monday 23 November, 10:00"]);
  expect([value("Length", null), value("Price", null), value("With", null)]).toEqual(["1 h 30 min", "€65", "Ana Costa"]);
  expect(summaryOf(app, choice, monday(10)).line).toBe("Mon 23 Nov, 10:00, Massage, 1 h 30 min, with Ana Costa");
});

test("a far end that fails leaves a page with an explanation", async () => {
  const { app, far } = await testPractice();
  far.fault = faults.html;
  const choice = readChoice(app, "consultation", search({ branch: "lisbon" }));
  const { page } = await timesPage(app, choice, { week: undefined, holder: null });
  expect(page).toMatchObject({ failed: true, isEmpty: true, next: null, notice: { title: "Free times cannot be shown right now." } });
  expect((await detailsPage(app, choice, { startMs: monday(10), holder: null })).offer).toMatchObject({ isFree: true, slots: [] });
  expect(homePage(app).services.map(({ title }) => title)).toEqual(["Consultation", "Massage", "Fitting"]);
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

test("going back from the details shows the week of the chosen time, with the choices kept", async () => {
  const { app } = await testPractice();
  const choice = readChoice(app, "massage", search({ branch: "lisbon", staff: "any", duration: 30 }));
  const { timesHref } = await detailsPage(app, choice, { startMs: monday(10), holder: null });
  expect(timesHref).toBe("/book/massage?branch=lisbon&staff=any&duration=30&week=2026-W48");
});
