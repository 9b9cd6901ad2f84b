import { Temporal } from "temporal-polyfill";

/** Spans of calendar dates that are asked for again and again, both ends inclusive; weeks begin on Monday. */
export function datePresets(today: string): { label: string; from: string; to: string }[] {
  const day = Temporal.PlainDate.from(today);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  const first = day.with({ day: 1 });
  const span = (label: string, from: Temporal.PlainDate, to: Temporal.PlainDate) => ({ label, from: from.toString(), to: to.toString() });
  return [
    span("Today", day, day),
    span("Tomorrow", day.add({ days: 1 }), day.add({ days: 1 })),
    span("This week", monday, monday.add({ days: 6 })),
    span("Next week", monday.add({ days: 7 }), monday.add({ days: 13 })),
    span("This month", first, first.add({ months: 1 }).subtract({ days: 1 })),
    span("Last 30 days", day.subtract({ days: 29 }), day),
  ];
}
