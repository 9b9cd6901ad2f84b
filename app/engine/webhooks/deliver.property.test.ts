import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "#app/engine/engine.server.ts";
import { testEngine } from "#app/engine/testing.ts";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";

type Answer = "taken" | "refused" | "lost" | "died";
type Step = { do: "book" | "cancel" | "wait" } | { do: "deliver"; who: number; answer: Answer };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom("book" as const, "cancel" as const, "wait" as const) }),
  fc.record({ do: fc.constant("deliver" as const), who: fc.nat(2), answer: fc.constantFrom("taken" as const, "refused" as const, "lost" as const, "died" as const) }),
);

const startOf = (index: number) => new Date(Date.parse("2030-01-08T09:00:00Z") + (index % 14) * 30 * MINUTE_MS + Math.floor(index / 14) * DAY_MS).toISOString();

/** A desk whose webhooks are sent by several processes, each with a fate of its own. */
async function desk() {
  const engine = testEngine();
  const body = { subscriberUrl: "https://portal.example/hook", triggers: ["BOOKING_CREATED", "BOOKING_CANCELLED"], active: true };
  await engine.call("POST", "/v2/webhooks", { body });
  const arrived: string[] = [];
  const unsure = new Set<string>();

  function process() {
    const fate: { answer: Answer } = { answer: "taken" };
    async function send(request: Request): Promise<Response> {
      if (fate.answer === "died") return new Promise(() => {});
      if (fate.answer === "refused") return new Response(null, { status: 500 });
      const { triggerEvent, payload } = (await request.json()) as { triggerEvent: string; payload: { uid: string } };
      const message = `${triggerEvent} ${payload.uid}`;
      arrived.push(message);
      if (fate.answer === "taken") return new Response();
      unsure.add(message);
      throw new TypeError("fetch failed");
    }
    const { deliverWebhooks } = createEngine({ db: engine.db, clock: () => engine.time.nowMs, webhookAttempts: 1_000, send });
    return { fate, deliverWebhooks };
  }
  return { ...engine, process, arrived, unsure };
}

test("every webhook that is tried again arrives, and one that was answered arrives once, whichever of several processes dies", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { time, process, arrived, unsure, book, act } = await desk();
      const processes = [process(), process(), process()];
      const live: string[] = [];
      const expected: string[] = [];
      for (const [index, each] of steps.entries()) {
        if (each.do === "wait") time.nowMs += 6 * MINUTE_MS;
        if (each.do === "book") {
          live.push((await book(startOf(index))).body.data.uid as string);
          expected.push(`BOOKING_CREATED ${live.at(-1)}`);
        }
        if (each.do === "cancel" && live.length > 0) {
          const uid = live.shift()!;
          await act(uid, "cancel", { cancellationReason: "Ill" });
          expected.push(`BOOKING_CANCELLED ${uid}`);
        }
        if (each.do === "deliver") {
          const one = processes[each.who]!;
          one.fate.answer = each.answer;
          if (each.answer !== "died") await one.deliverWebhooks();
          else {
            void one.deliverWebhooks();
            processes[each.who] = process();
          }
        }
      }
      for (const { fate } of processes) fate.answer = "taken";
      time.nowMs += 6 * MINUTE_MS;
      await Promise.all(processes.map((one) => one.deliverWebhooks()));
      expect([...new Set(arrived)].sort()).toEqual(expected.sort());
      const sure = arrived.filter((message) => !unsure.has(message));
      expect(sure.length).toBe(new Set(sure).size);
    }),
    { numRuns: 100 },
  );
});
