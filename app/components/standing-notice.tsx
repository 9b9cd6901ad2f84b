import type { Standing } from "#app/bookings/standing.ts";
import { Notice, type NoticeTone } from "./notice.tsx";

interface Words {
  tone: NoticeTone;
  text: string;
}

const standings: Partial<Record<Standing, Words>> = {
  confirming: { tone: "info", text: "We are confirming this appointment. The time is kept; this page refreshes every few seconds." },
  requested: { tone: "info", text: "This appointment still has to be confirmed. The time is kept." },
  unsettled: { tone: "warn", text: "This appointment could not be confirmed automatically, so someone is looking into it. The time is kept." },
  newTimeAsked: { tone: "warn", text: "This time could not be kept, and the customer was asked to choose another one." },
  rejected: { tone: "warn", text: "This request was declined: the time could not be given." },
};

const syncs: Record<"pushing" | "failed" | "synced", Words | null> = {
  pushing: { tone: "info", text: "A change is being sent to the calendar. This page refreshes every few seconds." },
  failed: { tone: "warn", text: "A change could not be sent to the calendar automatically, so someone is looking into it." },
  synced: null,
};

/** What is not settled yet; nothing when all is. */
export function StandingNotice({ standing, syncState }: { standing: Standing; syncState: "pushing" | "failed" | "synced" }) {
  const words = standings[standing] ?? syncs[syncState];
  return words && <Notice tone={words.tone}>{words.text}</Notice>;
}
