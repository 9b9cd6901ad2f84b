import type { Standing } from "#app/bookings/standing.ts";
import { Notice, type NoticeTone } from "./notice.tsx";

interface Words {
  tone: NoticeTone;
  text: string;
}

const standings: Partial<Record<Standing, Words>> = {
  confirming: { tone: "info", text: "We are confirming this appointment. The time is kept; this page looks again by itself every few seconds." },
  requested: { tone: "info", text: "This appointment still has to be confirmed. The time is kept." },
  unsettled: { tone: "warn", text: "This appointment could not be confirmed by itself, so a person looks into it. The time is kept." },
  newTimeAsked: { tone: "warn", text: "This time could not be kept, and the customer was asked to choose another one." },
  rejected: { tone: "warn", text: "This request was declined: the time could not be given." },
};

const syncs: Record<"pushing" | "failed" | "synced", Words | null> = {
  pushing: { tone: "info", text: "A change is being passed on. This page looks again by itself every few seconds." },
  failed: { tone: "warn", text: "A change could not be passed on by itself, so a person looks into it." },
  synced: null,
};

/** What is not settled yet; nothing when all is. */
export function StandingNotice({ standing, syncState }: { standing: Standing; syncState: "pushing" | "failed" | "synced" }) {
  const words = standings[standing] ?? syncs[syncState];
  return words && <Notice tone={words.tone}>{words.text}</Notice>;
}
