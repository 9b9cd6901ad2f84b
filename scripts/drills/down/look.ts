import { signIn, type Browser } from "./pages.ts";
import { SERVICE, slotsOf, type Desk } from "./desk.ts";

export const timesPath = ({ day }: Desk) => `/book/${SERVICE}?${new URLSearchParams({ branch: "main", start: `${day}T12:00:00Z` })}`;

/** Every page a visitor and an administrator may open. */
export async function lookAround(desk: Desk): Promise<void> {
  const { guest, admin, wishes, result } = desk;
  const id = wishes[0]?.id ?? "";
  const seen: [Browser, string][] = [
    ...["/", "/book", timesPath(desk), "/sign-in"].map((path) => [guest, path] as [Browser, string]),
    ...[
      "/bookings",
      "/bookings?status=confirmed",
      "/bookings.csv",
      `/bookings/${id}`,
      `/bookings/${id}/edit`,
      `/bookings/${id}/reschedule`,
      `/bookings/${id}/cancel`,
      "/settings/tokens",
      "/admin/calcom",
      "/admin/calcom/drift",
      "/admin/calcom/inbox",
      "/admin/calcom/jobs",
      "/healthz",
    ].map((path) => [admin, path] as [Browser, string]),
  ];
  for (const [browser, path] of seen) {
    const { status, text, ms } = await browser.get(path);
    result.pages += 1;
    result.slowestMs = Math.max(result.slowestMs, ms);
    if (status !== 200) result.failed.push(`${path} answered ${status}`);
    if (/These times are [^<]+ old/.test(text)) result.saidAge += 1;
    if (text.includes("Free times cannot be shown right now")) result.explained += 1;
  }
  for (const path of ["/bookings?limit=5", `/bookings/${id}`, "/services", "/staff", "/branches"]) {
    const { status } = await desk.here("GET", path);
    result.pages += 1;
    if (status !== 200) result.failed.push(`/api/v1${path} answered ${status}`);
  }
  if ((await slotsOf(desk)).ageSeconds !== null) result.saidAge += 1;
}

/** After a restart in the middle of the outage there are no cached free times, and the page has to say so. */
export async function lookAgain(desk: Desk): Promise<void> {
  await signIn(desk.admin);
  await lookAround(desk);
}
