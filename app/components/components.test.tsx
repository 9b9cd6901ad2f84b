import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { formState } from "#app/lib/form-state.ts";
import { BookingFlow } from "./booking-flow.tsx";
import { BookingList } from "./booking-list.tsx";
import { RadioGroup } from "./choice-field.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { Facts } from "./facts.tsx";
import { fieldId, TextField } from "./field.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { NearestTimes } from "./nearest-times.tsx";
import { Pager } from "./pager.tsx";
import { Shell } from "./shell.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { WeekGrid, type WeekDay } from "./week-grid.tsx";

const slot = { startIso: "2026-10-13T13:30:00.000Z", label: "14:30", name: "Tuesday 13 October, 14:30, with Ana Costa", value: "2026-10-13T13:30:00.000Z" };
const tuesday: WeekDay = { date: "2026-10-13", label: "Tue 13 Oct", longLabel: "Tuesday 13 October", isToday: false, groups: [{ name: null, slots: [slot] }] };

test("a field names its hint and its error, and is invalid only with an error", () => {
  const wrong = renderToStaticMarkup(<TextField name="answers.area" label="Area" hint="One word" error="Say where" />);
  expect(wrong).toContain('aria-describedby="answers-area-hint answers-area-error" aria-invalid="true"');
  expect(wrong).toContain('id="answers-area-error"');
  const right = renderToStaticMarkup(<TextField name="answers.area" label="Area" />);
  expect(right).not.toContain("aria-");
});

test("the error summary links to the id its field carries", () => {
  const form = formState({ error: { "answers.area": ["Say where"], "": ["That time was just taken"] } });
  const summary = renderToStaticMarkup(<ErrorSummary form={form} />);
  expect(summary).toContain("2 things need your attention");
  expect(summary).toContain('<a href="#answers-area">Say where</a>');
  expect(summary).toContain("<li>That time was just taken</li>");
  expect(renderToStaticMarkup(<TextField name="answers.area" label="Area" />)).toContain(`id="${fieldId("answers.area")}"`);
});

test("the error summary's link to a radio group lands on its first radio", () => {
  const group = renderToStaticMarkup(<RadioGroup name="area" label="Area" options={[{ value: "a", label: "A" }, { value: "b", label: "B" }]} />);
  expect(group.match(/id="area"/g)).toHaveLength(1);
  expect(group.indexOf('id="area"')).toBeLessThan(group.indexOf('value="b"'));
});

test("a form without errors has no summary", () => {
  expect(renderToStaticMarkup(<ErrorSummary form={formState(undefined)} />)).toBe("");
});

test("a free time is a button that says its day and person and carries its instant", () => {
  const week = renderToStaticMarkup(<WeekGrid days={[tuesday]} fields={{ key: "k1" }} />);
  expect(week).toContain('<input type="hidden" name="key" value="k1"/>');
  expect(week).toContain(`name="start" value="${slot.value}" data-slot="${slot.startIso}" aria-label="${slot.name}"`);
});

test("a day without times is text", () => {
  const week = renderToStaticMarkup(<WeekGrid days={[{ ...tuesday, groups: [{ name: "Morning", slots: [] }] }]} fields={{}} />);
  expect(week).toContain("No times");
  expect(week).not.toContain("<button");
  expect(week).not.toContain("Morning");
});

test("the month links only days with times", () => {
  const day = { date: "2026-10-13", day: 13, isToday: false, href: "?week=2026-W42", longLabel: "Tuesday 13 October" };
  const month = renderToStaticMarkup(
    <MonthGrid label="October 2026" previous={null} next="?month=2026-11" weekdays={[{ short: "Tu", long: "Tuesday" }]}
      weeks={[{ week: "2026-W42", isShown: true, days: [day, { ...day, date: "2026-10-14", day: 14, href: null }] }]} />,
  );
  expect(month).toContain('<a href="?week=2026-W42" aria-label="Tuesday 13 October, free times">13</a>');
  expect(month).toContain("<span>14</span>");
  expect(month).not.toContain("Previous month");
});

test("Enter in a form with offered times presses none of them", () => {
  const offer = renderToStaticMarkup(<NearestTimes title="Someone just took 14:30." slots={[slot]} />);
  expect(/<button[^>]*>/.exec(offer)?.[0]).not.toContain("start");
});

test("the next free time comes before the calendar for keyboard and screen reader", () => {
  const flow = renderToStaticMarkup(<BookingFlow summary="1" nextFree="2-next" calendar="3-month">4-week</BookingFlow>);
  expect(flow.indexOf("2-next")).toBeLessThan(flow.indexOf("3-month"));
  expect(flow.indexOf("3-month")).toBeLessThan(flow.indexOf("4-week"));
});

test("a booking's row says its id, state and start, and its link which booking it manages", () => {
  const row = { id: "b1", href: "/bookings/b1", status: "pending", startsAtIso: slot.startIso, time: "14:30–15:15", service: "Massage", who: "Ana Costa" } as const;
  const list = renderToStaticMarkup(<BookingList days={[{ date: "2026-10-13", label: "Tuesday 13 October", rows: [row] }]} />);
  expect(list).toContain(`data-booking="b1" data-status="pending" data-starts-at="${slot.startIso}"`);
  expect(list).toContain("> Massage, Tuesday 13 October, 14:30–15:15<");
});

test("facts without a value are left out, a zero is not", () => {
  const facts = renderToStaticMarkup(<Facts facts={[{ label: "Notes", value: "" }, { label: "Place", value: null }, { label: "Guests", value: 0 }]} />);
  expect(facts).not.toContain("Notes");
  expect(facts).not.toContain("Place");
  expect(facts).toContain("Guests");
});

test("the navigation marks the page one is on, also below it and with a query", () => {
  const shell = (here: string) => renderToStaticMarkup(<Shell company="Mar" viewer={null} theme="system" here={here}>x</Shell>);
  expect(shell("/book/massage?week=2026-W42")).toContain('<a href="/book" aria-current="page">');
  expect(shell("/booking/t")).not.toContain("aria-current");
});

test("the theme switch says which theme is on and returns to the page it was used on", () => {
  const themes = renderToStaticMarkup(<ThemeSwitch theme="dark" returnTo="/book?week=2026-W42" />);
  expect(themes).toContain('value="/book?week=2026-W42"');
  expect(themes).toContain('value="dark" aria-pressed="true"');
  expect(themes.match(/aria-pressed="true"/g)).toHaveLength(1);
});

test("a single page has no pager", () => {
  expect(renderToStaticMarkup(<Pager previous={null} next={null} text="1–3 of 3" />)).toBe("");
});
