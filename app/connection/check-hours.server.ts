import type { Check } from "./check.ts";
import type { Probe } from "./probe.server.ts";

/** Whether the hours of everybody in the team can be read. They are shown here; what can be booked is asked of Cal.com each time. */
export async function checkHours(probe: Probe, teamId: number): Promise<Check> {
  const answer = await probe({ method: "GET", path: `/teams/${teamId}/schedules`, query: { take: 1 } });
  if (answer.answered && answer.isOk) return { name: "Hours", state: "good", text: "The hours of the team can be read." };
  const isRefused = answer.answered && (answer.status === 403 || answer.status === 404);
  return isRefused
    ? {
        name: "Hours",
        state: "warn",
        text: "The key may not read the hours of the team: they are not shown here, and free times follow them all the same.",
        remedy: "Make the key's owner an administrator of the team at Cal.com.",
      }
    : { name: "Hours", state: "warn", text: "Cal.com did not answer for the hours of the team.", remedy: "Test again in a minute." };
}
