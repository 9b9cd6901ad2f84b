import fc from "fast-check";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { settings } from "#db/schema/records.ts";
import { testDatabase } from "#db/testing.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { readSecret, secretState, writeSecret } from "./secrets.server.ts";

const APP_SECRET = "a-secret-of-more-than-32-characters";

function deps(appSecret = APP_SECRET, db = testDatabase()) {
  return { db, env: { appSecret }, clock: () => 1, random: systemRandom };
}

function write(app: ReturnType<typeof deps>, key: string, secret: string | null) {
  writing(app.db, (tx) => writeSecret(tx, app, key, secret));
}

test("every secret comes back as it was, and lies in no row in the clear", () => {
  const app = deps();
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 8 }), (secret) => {
      write(app, "calcom_api_key", secret);
      expect(readSecret(app, "calcom_api_key")).toBe(secret);
      expect(JSON.stringify(app.db.select().from(settings).all())).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
    { numRuns: 100 },
  );
  expect(app.db.select().from(settings).get()).toMatchObject({ secret: true });
});

test("two writings of one secret differ", () => {
  const app = deps();
  write(app, "a", "the same secret");
  const first = app.db.select().from(settings).get()!.value;
  write(app, "a", "the same secret");
  expect(app.db.select().from(settings).get()!.value).not.toBe(first);
});

test("under another APP_SECRET nothing is read, and the state says so", () => {
  const app = deps();
  write(app, "calcom_api_key", "cal_live_1234");
  const later = deps("another-secret-of-more-than-32-characters", app.db);
  expect(readSecret(later, "calcom_api_key")).toBeNull();
  expect(secretState(later, "calcom_api_key")).toBe("unreadable");
  expect(secretState(app, "calcom_api_key")).toBe("readable");
});

test("a row moved to another key, or changed in one byte, is not believed", () => {
  const app = deps();
  write(app, "a", "the secret");
  const { value } = app.db.select().from(settings).get()!;
  app.db.insert(settings).values({ key: "b", value, secret: true, updatedAt: 1 }).run();
  expect(readSecret(app, "b")).toBeNull();
  const flipped = value.slice(0, -2) + (value.at(-2) === "A" ? "B" : "A") + value.slice(-1);
  app.db.update(settings).set({ value: flipped }).run();
  expect(readSecret(app, "a")).toBeNull();
});

test("what was never stored or was removed is absent", () => {
  const app = deps();
  expect(secretState(app, "a")).toBe("absent");
  write(app, "a", "the secret");
  write(app, "a", null);
  expect(readSecret(app, "a")).toBeNull();
  expect(secretState(app, "a")).toBe("absent");
});
