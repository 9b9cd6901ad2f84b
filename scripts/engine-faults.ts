import { FaultRates, type FaultSwitch } from "#app/engine/fault-plan.ts";

/**
 * Fault switches over HTTP, beside the API and without a key: POST /_faults sets the faults, DELETE clears them, GET
 * returns what is set and how often each fault was met.
 */
export function withFaultSwitch(handle: (request: Request) => Promise<Response>, faults: FaultSwitch): (request: Request) => Promise<Response> {
  return async (request) => (new URL(request.url).pathname === "/_faults" ? answer(request, faults) : handle(request));
}

async function answer(request: Request, faults: FaultSwitch): Promise<Response> {
  if (request.method === "POST") {
    const body: unknown = await request.json().catch(() => null);
    const rates = FaultRates.safeParse(body);
    if (!rates.success) return Response.json({ error: rates.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`) }, { status: 400 });
    faults.set(rates.data);
  }
  if (request.method === "DELETE") faults.set({});
  return Response.json(faults.read());
}
