import type { Hours, Weekday } from "#app/catalog/hosts.ts";
import type { BranchInput, PersonInput } from "#app/catalog/schema.ts";
import type { Company } from "#app/settings/company.server.ts";
import type { ServiceKey } from "./services.ts";

export const company: Company = { name: "Harbour Physio & Wellness", timeZone: "Europe/Lisbon", weekStartsOn: 1, hourCycle: 24, currency: "EUR", brandHue: 190 };

export type BranchKey = "lisbon" | "berlin";

export const branches: Record<BranchKey, BranchInput> = {
  lisbon: {
    name: "Lisbon, Alcântara",
    address: "Rua do Cais Novo 14, 1350-042 Lisboa",
    timeZone: "Europe/Lisbon",
    arrivalNotes: "The blue door beside the bakery, first floor; there is a lift in the yard. Tram 15 stops around the corner. Please come five minutes early.",
    phone: "+351 210 000 140",
    email: "lisbon@harbour-physio.example",
  },
  berlin: {
    name: "Berlin, Kreuzberg",
    address: "Lindenhofufer 27, 10969 Berlin",
    timeZone: "Europe/Berlin",
    arrivalNotes: "Second courtyard, staircase C, ground floor: no steps. Ring at “Harbour”. Bicycles may stand in the yard.",
    phone: "+49 30 5550 0270",
    email: "berlin@harbour-physio.example",
  },
};

export interface SeedPerson extends PersonInput {
  username: string;
  hours: Hours;
  offers: Partial<Record<BranchKey, ServiceKey[]>>;
}

/** Together they offer every service on every day of the week. */
export const people: SeedPerson[] = [
  {
    name: "Inês Carvalho",
    username: "ines",
    email: "ines@harbour-physio.example",
    about: "Physiotherapist since 2009, backs and shoulders.",
    hours: hours("Europe/Lisbon", [weekdays(), "09:00-13:00", "14:00-18:00"]),
    offers: { lisbon: ["physiotherapy", "assessment"] },
  },
  {
    name: "Tomás Figueira",
    username: "tomas",
    email: "tomas@harbour-physio.example",
    about: "Sports physiotherapist; here until late for those who work all day.",
    hours: hours("Europe/Lisbon", [["Wednesday", "Thursday", "Friday"], "13:00-17:00", "17:30-21:00"], [["Saturday", "Sunday"], "10:00-16:00"]),
    offers: { lisbon: ["physiotherapy", "assessment", "massage", "ergonomics"] },
  },
  {
    name: "Leonor Sampaio",
    username: "leonor",
    email: "leonor@harbour-physio.example",
    about: "Acupuncture and massage, three days a week.",
    hours: hours("Europe/Lisbon", [["Saturday", "Sunday", "Monday"], "09:00-14:30"]),
    offers: { lisbon: ["massage", "acupuncture"] },
  },
  {
    name: "Jonas Keller",
    username: "jonas",
    email: "jonas@harbour-physio.example",
    about: "Physiotherapist for knees, hips and the time after an operation.",
    hours: hours("Europe/Berlin", [weekdays(), "08:00-12:00", "13:00-17:00"]),
    offers: { berlin: ["physiotherapy", "assessment", "ergonomics"] },
  },
  {
    name: "Aylin Demir",
    username: "aylin",
    email: "aylin@harbour-physio.example",
    about: "Massage therapist and acupuncturist.",
    hours: hours("Europe/Berlin", [["Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"], "10:00-13:30", "14:15-18:30"]),
    offers: { berlin: ["massage", "acupuncture"] },
  },
  {
    name: "Priya Raman",
    username: "priya",
    email: "priya@harbour-physio.example",
    about: "Workplace ergonomist. Meets you by video, wherever your desk is.",
    hours: hours("Europe/Berlin", [["Sunday"], "10:00-14:00"], [["Monday", "Tuesday", "Wednesday", "Thursday"], "09:00-12:30", "13:30-19:00"]),
    offers: { lisbon: ["ergonomics"], berlin: ["ergonomics"] },
  },
];

function weekdays(): Weekday[] {
  return ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
}

/** Each row: the days, then their windows as "09:00-13:00". */
function hours(timeZone: string, ...rows: [Weekday[], ...string[]][]): Hours {
  const availability = rows.flatMap(([days, ...windows]) =>
    windows.map((window) => {
      const [startTime = "", endTime = ""] = window.split("-");
      return { days, startTime, endTime };
    }),
  );
  return { timeZone, availability, overrides: [] };
}
