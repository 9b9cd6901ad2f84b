import type { HostCalendar, Schedule, SlotQuestion } from "./model.ts";

/**
 * The slow second opinion of the tests: it looks at every single minute and reads the wall clock from
 * Intl.DateTimeFormat, and shares neither code nor method with what it checks. A reading is a wall-clock time in
 * minutes ("2026-03-29 01:30" taken as if it were UTC). Every instant it is given must be a whole minute.
 */
const MINUTE = 60_000;
const DAY_MINUTES = 1_440;
const NAMES = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"] as const;

export interface OracleAnswer {
  grid: { startMs: number; hostIds: number[] }[];
  /** Who could take a start, on the grid or not. */
  hostsAt(startMs: number): number[];
}

export function askOracle(question: SlotQuestion): OracleAnswer {
  const { hosts, scheduling, rules, range } = question;
  const fromMs = range.startMs - 4 * DAY_MINUTES * MINUTE;
  const minutes = (range.endMs - fromMs) / MINUTE + rules.lengthMinutes + 4 * DAY_MINUTES;
  const parties = (scheduling === "roundRobin" ? hosts.map((host) => [host]) : [hosts]).map((group) => {
    const open = group.map(({ schedule }) => openMinutes(schedule, readings(schedule.timeZone, fromMs, minutes)));
    const together = open.reduce((some, others) => some.map((isOpen, i) => isOpen && others[i]!));
    return { group, open: together, readings: readings(group[0]!.schedule.timeZone, fromMs, minutes) };
  });
  const hostsAt = (startMs: number): number[] =>
    parties
      .filter(({ open }) => isOpenFor(open, (startMs - fromMs) / MINUTE, rules.lengthMinutes))
      .filter(({ group }) => group.every((host) => isUndisturbed(host, startMs, question)))
      .filter(() => startMs >= question.nowMs + rules.minimumNoticeMinutes * MINUTE)
      .flatMap(({ group }) => group.map(({ hostId }) => hostId));
  const starts = new Set(parties.flatMap((party) => gridMinutes(party.open, party.readings, question)));
  const grid = [...starts]
    .map((i) => fromMs + i * MINUTE)
    .filter((startMs) => startMs >= range.startMs && startMs < range.endMs)
    .sort((a, b) => a - b)
    .map((startMs) => ({ startMs, hostIds: hostsAt(startMs) }))
    .filter(({ hostIds }) => hostIds.length > 0);
  return { grid, hostsAt };
}

/** Intl is asked every quarter of an hour: since 1972 no zone has changed its clock between two of them. */
function readings(zone: string, fromMs: number, minutes: number): number[] {
  const readingAt = wallClock(zone);
  const found: number[] = [];
  let reading = 0;
  for (let i = 0; i < minutes; i++) {
    const at = fromMs + i * MINUTE;
    reading = i === 0 || at % (15 * MINUTE) === 0 ? readingAt(at) : reading + 1;
    found.push(reading);
  }
  return found;
}

/** Instant -> reading. */
export function wallClock(zone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return (instantMs) => Date.parse(`${format.format(instantMs).replace(" ", "T")}Z`) / MINUTE;
}

function openMinutes(schedule: Schedule, clock: number[]): boolean[] {
  const rows = new Map<number, [number, number][]>();
  const rowsOf = (day: number) => rows.get(day) ?? rows.set(day, rowsOn(schedule, day)).get(day)!;
  const isOpen = (reading: number): boolean => {
    const day = Math.floor(reading / DAY_MINUTES);
    const minute = reading - day * DAY_MINUTES;
    const late = minute + DAY_MINUTES;
    return rowsOf(day).some(([a, b]) => a <= minute && minute < b) || rowsOf(day - 1).some(([a, b]) => a <= late && late < b);
  };
  const open = clock.map(isOpen);
  for (let i = 1; i < clock.length; i++) {
    const firstSkipped = clock[i - 1]! + 1;
    if (clock[i]! <= firstSkipped || !open[i]) continue;
    let opens = clock[i]!;
    while (opens >= firstSkipped && isOpen(opens - 1)) opens--;
    const lateBy = opens < firstSkipped || opens === clock[i] ? 0 : opens - firstSkipped;
    for (let late = i; late < i + lateBy && open[late]; late++) open[late] = false;
  }
  return open;
}

function rowsOn({ availability, overrides }: Schedule, day: number): [number, number][] {
  const date = new Date(day * DAY_MINUTES * MINUTE).toISOString().slice(0, 10);
  const special = overrides.filter((row) => row.date === date);
  const weekly = availability.filter(({ days }) => days.includes(NAMES[day % 7]!));
  const hours = special.length > 0 ? special.filter((row) => row.startTime !== row.endTime) : weekly;
  return hours.map(({ startTime, endTime }) => {
    const [a, b] = [startTime, endTime === "23:59" ? "24:00" : endTime].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
    return [a!, b! <= a! ? b! + DAY_MINUTES : b!];
  });
}

function isOpenFor(open: boolean[], from: number, minutes: number): boolean {
  return open.slice(from, from + minutes).every(Boolean);
}

function isUndisturbed({ busy }: HostCalendar, startMs: number, { rules }: SlotQuestion): boolean {
  const firstMs = startMs - rules.beforeBufferMinutes * MINUTE;
  const lastMs = startMs + (rules.lengthMinutes + rules.afterBufferMinutes) * MINUTE;
  const lasting = busy.filter((one) => one.endMs !== one.startMs);
  return lasting.every((one) => one.endMs <= firstMs || one.startMs >= lastMs);
}

function gridMinutes(open: boolean[], clock: number[], { rules }: SlotQuestion): number[] {
  const step = rules.slotIntervalMinutes ?? rules.lengthMinutes;
  const isAnchor = open.map((isOpen, i) => isOpen && (!open[i - 1] || isDawnOfOpenDay(open, clock, i)));
  const starts: number[] = [];
  for (let anchor = 0; anchor < open.length; anchor++) {
    if (!isAnchor[anchor]) continue;
    let end = anchor + 1;
    while (open[end] && !isAnchor[end]) end++;
    const first = anchor + rules.offsetStartMinutes;
    let earliest = first;
    for (let i = first; i < end; i++) {
      const isRoomToNext = !open[end] || i === first || i + step <= end;
      if (i < earliest || (clock[i]! - clock[first]!) % step !== 0 || !isRoomToNext) continue;
      if (isOpenFor(open, i, rules.lengthMinutes)) starts.push(i);
      earliest = i + step;
    }
  }
  return starts;
}

function isDawnOfOpenDay(open: boolean[], clock: number[], i: number): boolean {
  const day = Math.floor(clock[i]! / DAY_MINUTES);
  if (i === 0 || Math.floor(clock[i - 1]! / DAY_MINUTES) >= day) return false;
  let end = i;
  while (end < clock.length && clock[end]! < (day + 1) * DAY_MINUTES) {
    if (!open[end]) return false;
    end++;
  }
  return end < clock.length;
}
