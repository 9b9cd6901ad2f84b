import { randomBytes } from "node:crypto";

/** What the demo offers a visitor without an account. */
export interface Wish {
  service: string;
  branch: string;
  staff: string;
}

const SLOT = /data-slot="([^"]+)"/g;

/** Offered instants in the weeks that begin some days from now, soonest first. */
export async function offeredSlots(url: string, wish: Wish, days: number[]): Promise<string[]> {
  const slots = new Set<string>();
  for (const day of days) {
    const page = await fetch(`${url}/book/${wish.service}?${new URLSearchParams({ branch: wish.branch, staff: wish.staff, week: weekIn(day) })}`);
    for (const slot of slotsOn(await page.text())) slots.add(slot);
  }
  return [...slots].sort();
}

export function slotsOn(html: string): string[] {
  return [...html.matchAll(SLOT)].map((match) => match[1] as string);
}

/** A visitor with their own cookie and the details form open. Returns the function that submits it. */
export async function openForm(url: string, wish: Wish, start: string): Promise<() => Promise<Response>> {
  const address = `${url}/book/${wish.service}/details?${new URLSearchParams({ branch: wish.branch, staff: wish.staff, start })}`;
  const cookie = `fd_visitor=${encodeURIComponent(btoa(JSON.stringify(randomBytes(32).toString("base64url"))))}`;
  const html = await (await fetch(address, { headers: { cookie } })).text();
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1];
  if (!key) throw new Error("The details form has no key");
  const who = randomBytes(6).toString("hex");
  const body = new URLSearchParams({ key, start, name: `Visitor ${who}`, email: `${who}@example.com` });
  return () => fetch(address, { method: "POST", redirect: "manual", headers: { cookie, origin: url }, body });
}

/** The ISO week some days from now. */
function weekIn(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const firstDay = Date.UTC(day.getUTCFullYear(), 0, 1);
  return `${day.getUTCFullYear()}-W${String(Math.ceil(((day.getTime() - firstDay) / 86_400_000 + 1) / 7)).padStart(2, "0")}`;
}
