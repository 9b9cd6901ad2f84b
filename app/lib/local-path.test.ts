import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath } from "./local-path.ts";

test("a path of this site is kept, with its search and its place on the page", () => {
  for (const path of ["/", "/bookings", "/bookings?tab=past&q=a%20b", "/book/cut/details?start=2026-11-20T10:00:00.000Z#form"]) expect(localPath(path, "/else")).toBe(path);
});

test("what leads elsewhere, or is no path, is not followed", () => {
  const elsewhere = [
    "", "bookings", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
    "https://evil.example", "javascript:alert(1)", " /bookings", "/ /evil", "/.//evil.example", "/a/..//evil.example", "/\u0000",
    `/${"x".repeat(3_000)}`, undefined, null, 7, ["/bookings"], {},
  ];
  for (const value of elsewhere) expect(localPath(value, "/else")).toBe("/else");
});

test("wherever it leads, a browser stays on this site", () => {
  const part = fc.constantFrom("/", "\\", "//", ".", "..", "@", ":", "evil.example", "\t", "\r", " ", "?", "#", "%2f", "%5c", "https:", "\u3002");
  const nearMisses = fc.array(part, { maxLength: 8 }).map((parts) => `/${parts.join("")}`);
  fc.assert(
    fc.property(fc.oneof(nearMisses, fc.webPath(), fc.string()), (value) => {
      const target = new URL(localPath(value, "/bookings"), "https://desk.example/sign-in");
      expect(target.origin).toBe("https://desk.example");
      expect(target.pathname.startsWith("//")).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});
