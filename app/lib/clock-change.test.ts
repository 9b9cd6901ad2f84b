import { expect, test } from "vitest";
import { clockChanges, clockChangeText, repeatedTime } from "./clock-change.ts";

const year = (zone: string) => clockChanges(zone, Date.parse("2026-02-01T00:00Z"), Date.parse("2027-01-31T00:00Z"));
const told = (zone: string) => year(zone).map((change) => clockChangeText(change));

test("each zone's changes of a year, with what the clock shows before and after", () => {
  expect(told("Europe/Lisbon")).toEqual(["Lisbon time goes forward by 1 h on Sunday 29 March 2026, from 01:00 to 02:00.", "Lisbon time goes back by 1 h on Sunday 25 October 2026, from 02:00 to 01:00."]);
  expect(told("America/New_York")).toEqual(["New York time goes forward by 1 h on Sunday 8 March 2026, from 02:00 to 03:00.", "New York time goes back by 1 h on Sunday 1 November 2026, from 02:00 to 01:00."]);
  expect(told("Australia/Lord_Howe")).toEqual(["Lord Howe time goes back by 30 min on Sunday 5 April 2026, from 02:00 to 01:30.", "Lord Howe time goes forward by 30 min on Sunday 4 October 2026, from 02:00 to 02:30."]);
  expect(year("Asia/Tokyo")).toEqual([]);
  expect(year("UTC")).toEqual([]);
});

test("a change lies after the beginning and up to the end of what is asked", () => {
  const at = Date.parse("2026-10-25T01:00Z");
  expect(clockChanges("Europe/Lisbon", at - 1, at)).toHaveLength(1);
  expect(clockChanges("Europe/Lisbon", at, at + 1)).toHaveLength(0);
  expect(clockChanges("Europe/Lisbon", at - 2, at - 1)).toHaveLength(0);
});

test("a time of day that comes twice says which it is", () => {
  const which = (iso: string) => repeatedTime("Europe/Lisbon", Date.parse(iso));
  expect(["2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T02:30Z", "2026-03-29T01:30Z"].map(which)).toEqual(["first", "second", null, null]);
});
