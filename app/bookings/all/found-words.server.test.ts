import { expect, test } from "vitest";
import { addUser, importRow, testPractice } from "../testing.ts";
import { NO_FILTERS, type AllFilters } from "./filters.ts";
import { listAllBookings } from "./list.server.ts";

/** A booking each of so many attendees, titles and notes: more than are held or gone through one by one. */
async function practiceWithMany() {
  const practice = await testPractice();
  const { $client } = practice.db;
  const { seq } = importRow(practice, { attendeeName: "Zoe", title: "Visit" });
  const columns = ($client.pragma("table_info(bookings)") as { name: string }[]).map(({ name }) => name).filter((name) => name !== "seq");
  const own: Record<string, string> = {
    id: "'many' || n", ics_uid: "'many' || n", starts_at: "starts_at + n * 60000", status: "CASE WHEN n % 2 THEN 'confirmed' ELSE 'cancelled' END",
    attendee_name: "printf('Maria %04d', n)", attendee_email: "'m' || n || '@many.test'", title: "'Talk ' || n", notes: "CASE WHEN n % 3 THEN 'Brings cake ' ELSE 'Bringt Käse, CAKE ' END || n",
  };
  $client.exec(`INSERT INTO bookings (${columns.join(", ")}) SELECT ${columns.map((column) => own[column] ?? column).join(", ")} FROM bookings,
    (WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 2099) SELECT n FROM number) WHERE seq = ${seq}`);
  const admin = addUser(practice, "admin@example.com", "admin");
  return (some: Partial<AllFilters>) => {
    const { rows, total } = listAllBookings(practice.app, admin, { ...NO_FILTERS, ...some });
    return [total, rows[0]?.attendeeName];
  };
}

test.each([
  [{ q: "maria" }, [2100, "Maria 2099"]],
  [{ q: "maria", status: ["cancelled"] }, [1050, "Maria 2098"]],
  [{ q: "maria", sort: "customer" }, [2100, "Maria 0000"]],
  [{ q: "maria talk", sort: "-customer", status: ["cancelled"] }, [1050, "Maria 2098"]],
  [{ q: "talk", sort: "customer" }, [2100, "Maria 0000"]],
  [{ q: "cake", sort: "-customer" }, [2100, "Maria 2099"]],
  [{ q: "kase", sort: "customer" }, [700, "Maria 0000"]],
  [{ q: "cake zoe" }, [0, undefined]],
  [{ q: "@many.test talk cake", status: ["confirmed"] }, [1050, "Maria 2099"]],
  [{ q: "visit" }, [1, "Zoe"]],
  [{ q: "talk 2098" }, [1, "Maria 2098"]],
] satisfies [Partial<AllFilters>, unknown][])("what many have is counted and listed: %j", async (asked, expected) => {
  expect((await many())(asked)).toEqual(expected);
});

let made: ReturnType<typeof practiceWithMany> | undefined;
const many = () => (made ??= practiceWithMany());
