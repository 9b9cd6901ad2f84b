import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { ensureBuild, startDemo, type ServerProcess } from "./server-process.ts";
import { offeredSlots, openForm, slotsOn, type Wish } from "./visitor.ts";

const WISH: Wish = { service: "physiotherapy", branch: "lisbon-alcantara", staff: "ines-carvalho" };
const NEXT_WEEKS = [10, 17, 24];

export interface RaceResult {
  ok: boolean;
  clients: number;
  /** The number of people in the catalogue, to show that only one process seeded it. */
  staff: number;
  booked: number;
  refused: number;
  /** Refusals whose page offers another time. */
  offeringOthers: number;
  /** Every other status, with how often it came. */
  others: Record<string, number>;
  liveHere: number;
  liveAtFarEnd: number;
}

/** Two processes start at once on an empty folder, then everybody requests the same time at the same moment. */
export async function race(clientsEach = 100): Promise<RaceResult> {
  ensureBuild();
  const dataDir = mkdtempSync(join(tmpdir(), "frontdesk-race-"));
  let servers: ServerProcess[] = [];
  try {
    servers = await started([startDemo(dataDir), startDemo(dataDir)]);
    const [start] = await offeredSlots((servers[0] as ServerProcess).url, WISH, NEXT_WEEKS);
    if (!start) throw new Error("The demo has no free time");
    const forms = await Promise.all(servers.flatMap(({ url }) => Array.from({ length: clientsEach }, () => openForm(url, WISH, start))));
    const answers = await Promise.all(forms.map(async (send) => readAnswer(await send(), start)));
    return { clients: forms.length, ...sumOf(answers, forms.length, rowsOf(join(dataDir, "frontdesk.db"), start)) };
  } finally {
    await Promise.all(servers.map((server) => server.kill()));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Starts both, or leaves neither running. */
async function started(starting: Promise<ServerProcess>[]): Promise<ServerProcess[]> {
  const all = await Promise.allSettled(starting);
  const servers = all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failed = all.find((one) => one.status === "rejected");
  if (!failed) return servers;
  await Promise.all(servers.map((server) => server.kill()));
  throw failed.reason;
}

interface RaceAnswer {
  status: number;
  isBooking: boolean;
  offersOthers: boolean;
}

async function readAnswer(response: Response, start: string): Promise<RaceAnswer> {
  const others = slotsOn(await response.text()).filter((slot) => slot !== start);
  return { status: response.status, isBooking: /^\/booking\/./.test(response.headers.get("location") ?? ""), offersOthers: others.length > 0 };
}

type Rows = Pick<RaceResult, "staff" | "liveHere" | "liveAtFarEnd">;

function sumOf(answers: RaceAnswer[], clients: number, rows: Rows): Omit<RaceResult, "clients"> {
  const isBooked = ({ status, isBooking }: RaceAnswer) => status === 302 && isBooking;
  const booked = answers.filter(isBooked).length;
  const refusals = answers.filter(({ status }) => status === 409);
  const others: Record<string, number> = {};
  for (const answer of answers) if (answer.status !== 409 && !isBooked(answer)) others[answer.status] = (others[answer.status] ?? 0) + 1;
  const offeringOthers = refusals.filter(({ offersOthers }) => offersOthers).length;
  const ok = booked === 1 && offeringOthers === clients - 1 && rows.liveHere === 1 && rows.liveAtFarEnd === 1 && rows.staff === 6;
  return { ok, booked, refused: refusals.length, offeringOthers, others, ...rows };
}

/** The bookings of this person and time in the database, at both ends. */
function rowsOf(file: string, start: string): Rows {
  const db = new Database(file, { readonly: true });
  try {
    const at = { slug: WISH.staff, startMs: Date.parse(start) };
    const count = (sql: string) => db.prepare(sql).pluck().get(at) as number;
    return {
      staff: db.prepare("SELECT count(*) FROM staff").pluck().get() as number,
      liveHere: count(
        "SELECT count(*) FROM bookings b JOIN staff s ON s.id = b.staff_id WHERE s.slug = :slug AND b.status IN ('pending', 'confirmed', 'rescheduled') AND b.starts_at <= :startMs AND b.ends_at > :startMs",
      ),
      liveAtFarEnd: count(
        "SELECT count(*) FROM engine_booking_hosts h JOIN calcom_host_mappings m ON m.calcom_user_id = h.user_id JOIN staff s ON s.id = m.staff_id WHERE s.slug = :slug AND h.occupies AND h.starts_at <= :startMs AND h.ends_at > :startMs",
      ),
    };
  } finally {
    db.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await race();
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.ok ? 0 : 1;
}
