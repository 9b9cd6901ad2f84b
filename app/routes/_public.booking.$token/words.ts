import type { Standing } from "#app/bookings/standing.ts";

interface Words {
  title: string;
  mark: "confirmed" | "pending" | "cancelled";
  text: string | null;
}

export const words: Record<Standing, Words> = {
  booked: { title: "You are booked", mark: "confirmed", text: null },
  requested: { title: "We have your request", mark: "pending", text: "We confirm each request ourselves. The time is kept for you meanwhile, and this page will say when it is confirmed." },
  confirming: { title: "We are confirming your booking", mark: "pending", text: "The time is kept for you. This page refreshes every few seconds." },
  unsettled: { title: "We are looking into your booking", mark: "pending", text: "It could not be confirmed automatically, so someone is looking into it. The time is kept for you." },
  over: { title: "This appointment is over", mark: "cancelled", text: null },
  cancelled: { title: "This appointment is cancelled", mark: "cancelled", text: null },
  newTimeAsked: { title: "Please choose another time", mark: "cancelled", text: "We could not keep this time, so the appointment no longer stands. Please book again at a time that suits you." },
  rejected: { title: "This request was declined", mark: "cancelled", text: "The time could not be given to you. We are sorry; please choose another one." },
};
