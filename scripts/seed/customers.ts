import type { BranchKey } from "./practice.ts";

export interface SeedCustomer {
  name: string;
  email: string;
  phone: string | null;
  timeZone: string;
  /** null: lives elsewhere and comes by video only. */
  home: BranchKey | null;
}

/** The customer whose password the demo prints. */
export const demoCustomer: SeedCustomer = { name: "Robin Almeida", email: "user@frontdesk.test", phone: "+351 910 000 101", timeZone: "Europe/Lisbon", home: "lisbon" };

export const administrator = { name: "Helena Brandt", email: "admin@frontdesk.test" };

/** One of the people in the catalogue who signs in. */
export const staffMember = { name: "Inês Carvalho", email: "ines@harbour-physio.example" };

const inLisbon = [
  "Beatriz Nogueira", "Duarte Pacheco", "Mei-Ling Zhao", "Kwame Mensah", "Carla Antunes", "Olu Adeyemi", "Rita Vasconcelos", "Hugo Salgueiro",
  "Fátima El Amrani", "Nuno Bettencourt", "Siobhán O’Doherty", "Vasco Teles", "Ngozi Okafor", "Luísa Moura", "Ravi Menon", "Teresa Quintela",
  "Ivo Kramarić", "Yuki Tanabe", "Gonçalo Seixas", "Amara Diallo",
];
const inBerlin = [
  "Katrin Vogt", "Emre Yıldız", "Sofia Lindqvist", "Matthias Brühl", "Zofia Wiśniewska", "Hannes Petersen", "Leila Haddad", "Oskar Thielemann",
  "Nhung Phạm", "Greta Sommerfeld", "Mateusz Kowalczyk", "Ines Rademacher", "Tariq Hussain", "Marlene Osei", "Björn Ekdahl", "Dana Weissman",
];
const elsewhere: [string, string][] = [
  ["Eleanor Whitcombe", "Europe/London"],
  ["Aarav Deshmukh", "Asia/Kolkata"],
  ["Camille Rousset", "Europe/Paris"],
];

export const customers: SeedCustomer[] = [
  demoCustomer,
  ...inLisbon.map((name, index) => customer(name, "Europe/Lisbon", "lisbon", index % 3 === 0 ? null : `+351 910 000 ${200 + index}`)),
  ...inBerlin.map((name, index) => customer(name, "Europe/Berlin", "berlin", index % 3 === 0 ? null : `+49 1511 0000 ${200 + index}`)),
  ...elsewhere.map(([name, timeZone]) => customer(name, timeZone, null, null)),
];

/** ".example" domains do not exist, so no mail ever reaches a stranger. */
function customer(name: string, timeZone: string, home: SeedCustomer["home"], phone: string | null): SeedCustomer {
  const local = name.toLowerCase().replaceAll("ı", "i").normalize("NFKD").replace(/[^a-z ]/g, "").replaceAll(" ", ".");
  return { name, email: `${local}@mail.example`, phone, timeZone, home };
}
