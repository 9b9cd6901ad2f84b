import type { SeenState } from "#app/calcom/sighting.ts";
import { mergeFacts, NO_FACTS, type Facts, type Person } from "./facts.ts";

/** One uid of an appointment, with everything said about it. */
export interface Seen {
  uid: string;
  predecessorUid: string | null;
  facts: Facts;
}

/** What the far end says an appointment is now, all its uids taken together. */
export interface Projection {
  tip: string;
  /** The first uid of the chain. */
  root: string;
  state: SeenState;
  isMoved: boolean;
  facts: Facts;
  /** Keys of `facts.people`, the booker first. */
  present: string[];
}

/** The state of one uid. A group booking is over when its last seat was given back. */
export function stateOf({ state, scalars, people }: Facts): SeenState | null {
  if (!state) return null;
  const isLive = state === "accepted" || state === "pending";
  const isGroup = Object.values(people).some(({ seat }) => seat);
  return isLive && isGroup && presentIn({ scalars, people }).length === 0 ? "cancelled" : state;
}

export function isLiveState(state: SeenState | null): boolean {
  return state === "accepted" || state === "pending";
}

/** Who comes: the newest list, and for a group booking whoever took a seat since and did not give it back. */
function presentIn({ scalars, people }: Pick<Facts, "scalars" | "people">): string[] {
  const [listedAt, listed] = scalars.roster ?? [-1, []];
  const seats = Object.entries(people).filter(([, { seat }]) => seat && seat[0] >= listedAt) as [string, Required<Pick<Person, "seat">>][];
  const gone = new Set(seats.filter(([, { seat }]) => !seat[1]).map(([key]) => key));
  const taken = seats.filter(([, { seat }]) => seat[1]).sort(([a, x], [b, y]) => x.seat[0] - y.seat[0] || (a < b ? -1 : 1));
  return [...new Set([...listed, ...taken.map(([key]) => key)])].filter((key) => !gone.has(key));
}

/** Status and times come from the live end of the chain; details mentioned only once, from wherever they were mentioned. */
export function project(seen: Seen[]): Projection | null {
  const tip = tipOf(seen);
  const state = tip && stateOf(tip.facts);
  if (!tip || !state || state === "superseded") return null;
  const told = seen.map((each) => (each === tip ? each.facts : firstHand(each.facts))).reduce(mergeFacts, NO_FACTS);
  const own = tip.facts.scalars;
  const facts: Facts = {
    ...told,
    isBooking: tip.facts.isBooking,
    scalars: { ...without(told.scalars, OF_TIP), ...spoken(only(own, WITH_WHOM)), ...only(own, OF_TIP) },
    people: Object.fromEntries(Object.entries(told.people).map(([key, { seat: _, absent: __, ...person }]) => [key, { ...person, ...stateIn(tip.facts.people[key]) }])),
  };
  const present = presentIn({ scalars: Object.values(tip.facts.people).some(({ seat }) => seat) ? own : facts.scalars, people: tip.facts.people });
  return { tip: tip.uid, root: rootOf(tip, seen), state, isMoved: tip.predecessorUid !== null, facts, present };
}

/** Facts that are true only of the uid that states them. */
const OF_TIP = new Set<string>(["startMs", "endMs", "reason", "cancelledBy", "requestReschedule", "meetingUrl"]);

/** A colleague may have taken over with the last uid: a former uid read later still names the previous person. */
const WITH_WHOM = new Set<string>(["hosts", "eventTypeId", "title"]);

const only = (scalars: Facts["scalars"], names: Set<string>): Facts["scalars"] => Object.fromEntries(Object.entries(scalars).filter(([name]) => names.has(name)));
const without = (scalars: Facts["scalars"], names: Set<string>): Facts["scalars"] => Object.fromEntries(Object.entries(scalars).filter(([name]) => !names.has(name)));

const stateIn = (person: Person | undefined): Person => ({ ...(person?.seat && { seat: person.seat }), ...(person?.absent && { absent: person.absent }) });

/** A message about the end of a former uid says nothing new about the appointment itself. */
function firstHand({ scalars, answers, people, ...facts }: Facts): Facts {
  const persons = Object.entries(people).map(([key, person]) => [key, spoken(person)] as const);
  return { ...facts, scalars: spoken(scalars), answers: spoken(answers), people: Object.fromEntries(persons) };
}

const spoken = <T extends object>(said: T): T => Object.fromEntries(Object.entries(said).filter(([, [at]]: [string, [number]]) => at > 0)) as T;

function rootOf(tip: Seen, seen: Seen[]): string {
  const former = seen.find(({ uid }) => uid === tip.predecessorUid);
  return former ? rootOf(former, seen.filter((each) => each !== tip)) : tip.predecessorUid ?? tip.uid;
}

/** The live uid; if none is live, the one without a successor. Of two, the later reported. */
function tipOf(seen: Seen[]): Seen | undefined {
  const known = seen.filter(({ facts }) => stateOf(facts) !== null);
  const live = known.filter(({ facts }) => isLiveState(stateOf(facts)));
  const left = new Set(seen.map(({ predecessorUid }) => predecessorUid));
  const ends = known.filter(({ uid, facts }) => !left.has(uid) && stateOf(facts) !== "superseded");
  const candidates = live.length > 0 ? live : ends;
  return candidates.toSorted((a, b) => toldAt(b.facts) - toldAt(a.facts) || (a.uid < b.uid ? -1 : 1))[0];
}

const toldAt = ({ scalars }: Facts) => scalars.startMs?.[0] ?? 0;
