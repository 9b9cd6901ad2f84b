import { expect, test } from "vitest";
import { conditionalAnswer } from "./conditional.server.ts";

const ask = (text: string, known?: string) => conditionalAnswer(new Request("https://desk.example/x", { headers: known === undefined ? {} : { "If-None-Match": known } }), text, { "Content-Type": "text/plain", "Cache-Control": "private" });

test("whoever has this very text gets none, under any spelling of its tag", async () => {
  const etag = ask("one").headers.get("ETag")!;
  expect(etag).toMatch(/^W\/"[\w-]+"$/);
  for (const known of [etag, etag.slice(2), `"other", ${etag}`, `W/"other",${etag}`, "*"]) {
    const answer = ask("one", known);
    expect([known, answer.status, await answer.text(), answer.headers.get("ETag"), answer.headers.get("Cache-Control"), answer.headers.get("Content-Type")]).toEqual([known, 304, "", etag, "private", null]);
  }
});

test("whoever has another gets this one", async () => {
  const etag = ask("one").headers.get("ETag")!;
  for (const known of [undefined, "", '""', '"other"', etag.slice(3, -1)]) {
    const answer = ask("one", known);
    expect([known, answer.status, await answer.text()]).toEqual([known, 200, "one"]);
  }
  expect(ask("two", etag).status).toBe(200);
});
