import { expect, test } from "vitest";
import { parseEnv } from "#app/lib/env.server.ts";
import { testApp, testContext } from "#app/lib/testing.ts";
import { loader } from "#app/routes/_public.book_.embed.tsx";
import { embedOf } from "./embed.ts";

const ask = (env: Record<string, string>, cookie = "") => {
  const app = testApp();
  const context = testContext({ ...app, env: { ...app.env, ...parseEnv(env) } });
  const request = new Request("http://localhost:3000/book/embed", { headers: { cookie } });
  return { context, answer: loader({ request, context, params: {} }) };
};

test("the frame's address carries the theme, the plain link does not", () => {
  const at = { link: "team/intro", origin: "https://cal.example" };
  expect(embedOf(at, "dark")).toEqual({ href: "https://cal.example/team/intro", src: "https://cal.example/team/intro/embed?embed=&layout=month_view&theme=dark", origin: at.origin });
  expect(embedOf(at, "system").src).toContain("theme=auto");
});

test("the page opens the policy for the instance's origin alone", async () => {
  const { context, answer } = ask({ CALCOM_EMBED_LINK: "/team/intro/", CALCOM_EMBED_ORIGIN: "https://cal.example/" });
  expect((await answer).href).toBe("https://cal.example/team/intro");
  expect(context.frameOrigins).toEqual(["https://cal.example"]);
});

test("without a link there is our own page", async () => {
  const refused = await ask({}).answer.catch((thrown: Response) => thrown);
  expect((refused as Response).headers.get("location")).toBe("/book");
});

test.each(["https://cal.com/a", "a b", "a;script-src *", "a?b=c", "//evil.example"])("%s is no link", (link) => {
  expect(() => parseEnv({ CALCOM_EMBED_LINK: link })).toThrow("CALCOM_EMBED_LINK");
});
