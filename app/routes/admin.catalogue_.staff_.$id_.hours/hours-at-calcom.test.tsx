import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { HoursAtCalcom, NoHoursAtCalcom } from "./hours-at-calcom.tsx";

const shown = {
  zone: "Lisbon time",
  week: [{ day: "Monday", times: ["09:00–13:00", "14:00–18:00"] }, { day: "Tuesday", times: [] }],
  dates: [{ date: "2026-12-25", day: "Friday 25 December 2026", times: [] }],
};
const textOf = (html: string) => html.replace(/<[^>]*>/g, "|").replace(/\|+/g, "|");

test("hours of Cal.com are a table to read, with the way to where they are changed", () => {
  const html = renderToStaticMarkup(<HoursAtCalcom shown={shown} href="https://app.cal.com/availability" />);
  expect(textOf(html)).toContain("|Every week, Lisbon time|Day|Hours|Monday|09:00–13:00|, |14:00–18:00|Tuesday|Off|");
  expect(textOf(html)).toContain("|Friday 25 December 2026|Off|");
  expect(html).toContain('<a href="https://app.cal.com/availability">Availability</a>');
  expect(html).not.toMatch(/<(form|input|select|button)/);
});

test("without days that differ, and without a known address, it says so and links nowhere", () => {
  const html = renderToStaticMarkup(<HoursAtCalcom shown={{ ...shown, dates: [] }} href={null} />);
  expect(textOf(html)).toContain("|Days that differ|None upcoming. ");
  expect(html).not.toContain("<a ");
});

test("where nothing can be shown it is said why: nobody is matched, or Cal.com gave none", () => {
  expect(renderToStaticMarkup(<NoHoursAtCalcom isMatched={false} href={null} />)).toContain('<a href="/admin/calcom/mapping">');
  expect(renderToStaticMarkup(<NoHoursAtCalcom isMatched href="https://app.cal.com/availability" />)).toMatch(/They cannot be shown: .*<a href="https:\/\/app.cal.com\/availability">/);
});
