import fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

const columns = [
  { header: "First", value: ([first]: [string, string]) => first },
  { header: "Second", value: ([, second]: [string, string]) => second },
];
const csv = (rows: [string, string][]) => [...csvOf(columns, rows)].join("");

/** RFC 4180 read back by other means than what wrote it: a quoted cell may hold anything, doubling its quotes. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

test("what was written is read back, and a cell that begins like a formula has an apostrophe before it", () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.stringMatching(/^[=+\-@\t\r"',\n;][ -~\r\n]{0,9}$/));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
      const safe = (text: string) => (FORMULA.test(text) ? `'${text}` : text);
      expect(parse(csv(rows).slice(1))).toEqual([["First", "Second"], ...rows.map((row) => row.map(safe))]);
    }),
    { numRuns: 300 },
  );
});

test("a command hidden in a name stays text", () => {
  expect(csv([["=HYPERLINK(\"http://evil.test\",\"x\")", "@SUM(1)"]])).toContain(`"'=HYPERLINK(""http://evil.test"",""x"")",'@SUM(1)`);
});

test("the file begins with a byte order mark and is UTF-8", () => {
  const bytes = Buffer.from(csv([["Inês", "Müller"]]));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toBe("First,Second\r\nInês,Müller\r\n");
});

test("a list without rows is its headers", () => {
  expect(csv([])).toBe("\uFEFFFirst,Second\r\n");
});

test("rows are read only as the pieces are taken, few for the first", () => {
  let read = 0;
  function* endless(): Generator<[string, string]> {
    for (;;) yield [String(read++), ""];
  }
  const pieces = csvOf(columns, endless());
  pieces.next();
  expect(read).toBe(0);
  pieces.next();
  expect(read).toBe(25);
  for (let taken = 0; taken < 10; taken += 1) pieces.next();
  expect(read).toBeLessThan(2_500);
});
