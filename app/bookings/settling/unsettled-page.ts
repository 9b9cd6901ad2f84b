import { z } from "zod";
import type { UnsettledOperation } from "./unsettled.server.ts";

/** The desk's decision about an unsettled change. */
export const UnsettledForm = z.object({ operation: z.string().max(100), decision: z.enum(["retry", "dismiss"], "Please choose one of the two.") });

/** A change in words: "The booking", "The move". */
export const changeWords: Record<UnsettledOperation["kind"], string> = {
  create: "The booking",
  move: "The move",
  cancel: "The cancellation",
  confirm: "The confirmation",
  decline: "The decline",
  edit: "The change of details",
  reassign: "The change of the person",
  attendance: "The note about who came",
};

/** The outcome of a retry, in words. */
export const retriedWords: Record<"done" | "refused" | "open" | "waiting" | "failed", { tone: "success" | "info" | "error"; text: string }> = {
  done: { tone: "success", text: "It is done: both sides agree." },
  refused: { tone: "error", text: "The calendar refused it, so nothing was changed." },
  open: { tone: "info", text: "The calendar has not answered yet. It is retried automatically." },
  waiting: { tone: "info", text: "It waits for another change and follows by itself." },
  failed: { tone: "error", text: "It could not be settled this time either." },
};
