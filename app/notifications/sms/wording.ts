import { filled, namesOf, type Values } from "../wording/fill.ts";
import { fitted } from "./segments.ts";

/**
 * The kinds that are also sent by SMS, with their sentences, most important first: company and time always stay, the
 * others are included as far as one message has room. A sentence with an empty value is left out.
 */
export const TEXTS = {
  booked: ["{company}: your appointment on {start} is booked.", "{service}."],
  confirmed: ["{company}: your appointment on {start} is confirmed.", "{service}."],
  moved: ["{company}: your appointment was moved to {start}.", "It was {was}.", "{service}."],
  "moved-by-desk": ["{company}: we moved your appointment to {start}.", "It was {was}.", "{service}."],
  reassigned: ["{company}: a colleague takes your appointment on {start}. The time stays.", "With {person}.", "Reason: {reason}.", "{service}."],
  cancelled: ["{company}: your appointment on {start} is cancelled.", "{service}."],
  "cancelled-by-desk": ["{company}: we are sorry, we had to cancel your appointment on {start}.", "Reason: {reason}.", "{service}."],
  "new-time": ["{company}: we are sorry, we cannot keep your appointment on {start}. Please choose another time.", "Reason: {reason}.", "{service}."],
  offered: ["{company}: we cannot keep your appointment on {start}. Please choose another time: {link}", "Reason: {reason}."],
  "offer-withdrawn": ["{company}: your appointment on {start} takes place after all.", "{service}."],
  reminder: ["{company}: your appointment is on {start}.", "{service}."],
} as const satisfies Record<string, readonly string[]>;

export type TextKind = keyof typeof TEXTS;

/** Most people know with whom and where; how to stop texts is a legal requirement where there is room. */
const ALSO = ["Reply STOP to end these texts.", "With {person}.", "{branch}."];

export function isTexted(kind: string): kind is TextKind {
  return Object.hasOwn(TEXTS, kind);
}

/** Each line of a wording is a sentence; standard sentences it already contains are not repeated. */
export function smsText(wording: string, values: Values): string {
  const said = [...new Set([...wording.split("\n"), ...ALSO])].filter((sentence) => sentence.trim() !== "" && namesOf(sentence).every((name) => (values[name] ?? "") !== ""));
  return fitted(said.map((sentence) => filled(sentence, values).replace(/([.!?…])\.$/, "$1")));
}
