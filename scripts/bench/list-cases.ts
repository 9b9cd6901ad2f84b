/** What administrators ask the list of all bookings for. What stands in many rows, and what stands in few, of `manyBookings`. */
export const LIST_CASES: Record<string, Record<string, string | string[]>> = {
  "everything": {},
  "everything by customer": { sort: "customer" },
  "a page further on": { from: "2026-01-01", sort: "starts" },
  "search, a word in every row": { q: "consultation" },
  "search, a common name": { q: "maria" },
  "search, a common name, by customer": { q: "maria", sort: "customer" },
  "search, a rare word": { q: "wheelchair" },
  "search, two letters": { q: "ma" },
  "search, no match": { q: "zzzzzz" },
  "search, a phone number": { q: "958868339" },
  "search, an e-mail address": { q: "customer7@example.test" },
  "status, most": { status: "confirmed" },
  "status, few, by customer": { status: "pending", sort: "customer" },
  "source": { source: "calcom" },
  "branch": { branch: "branch-1" },
  "customer": { user: "customer7@example.test" },
  "dates by customer": { from: "2026-01-01", to: "2026-01-31", sort: "customer" },
  "a word in every row, and a status of few": { q: "consultation", status: "pending" },
  "a word in every row, and most of a status": { q: "consultation", status: "confirmed" },
  "a word in every row, and dates": { q: "consultation", from: "2025-01-01", to: "2025-12-31" },
  "a common name, and a branch": { q: "maria", branch: "branch-1" },
  "a common name, and most of a status": { q: "maria", status: "confirmed", source: "web" },
  "a status and a source of few": { status: "cancelled", source: "calcom" },
  "two statuses, a branch and dates": { status: ["confirmed", "cancelled"], branch: "branch-2", from: "2025-01-01", to: "2026-12-31" },
};

/** What is known to be slow: shown, and not judged. docs/decisions/023 says why. */
export const SLOW_CASES: typeof LIST_CASES = {
  "a common name, and few of a status": { q: "maria", status: "cancelled" },
  "a common name, and a word in every row": { q: "maria consultation" },
  "letters of many addresses": { q: "customer12" },
  "letters of many addresses, by customer": { q: "customer12", sort: "customer" },
};

export const CSV_CASES: typeof LIST_CASES = {
  "CSV, everything": {},
  "CSV, a common name": { q: "maria" },
  "CSV, a common name, by customer": { q: "maria", sort: "customer" },
  "CSV, an e-mail address": { q: "customer7@example.test" },
};
