import type { Db } from "#db/client.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import type { Caller } from "./accounts/callers.server.ts";
import type { Answer } from "./http/envelope.ts";
import type { ApiVersion, Versions } from "./http/versions.ts";
import type { BusyOf } from "./openings/busy.server.ts";

/** What reading and writing the engine's tables needs. */
export interface Deps {
  db: Db;
  clock: Clock;
  random?: Random;
}

export interface EngineLog {
  error(fields: object, message: string): void;
}

/** One engine over one database. */
export interface Engine extends Required<Deps> {
  busyOf: BusyOf;
  /** The base URL of the booking pages. */
  baseUrl: string;
}

/** One request on its way to its handler. */
export interface Call {
  engine: Engine;
  url: URL;
  params: Record<string, string>;
  version: ApiVersion;
  /** null: anonymous. */
  caller: Caller | null;
  body: unknown;
}

/** A call on a route that asks for credentials. */
export type SignedCall = Call & { caller: Caller };

export type Route = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** "/v2/bookings/:uid" */
  path: string;
  versions: Versions;
} & ({ auth: "required"; handle: (call: SignedCall) => Answer } | { auth: "optional"; handle: (call: Call) => Answer });
