import type { Db } from "#db/client.ts";
import type { CalcomGateway } from "./calcom/gateway.ts";
import type { Hosts } from "./catalog/hosts.ts";
import type { Env } from "./lib/env.server.ts";
import type { Log } from "./lib/log.server.ts";
import type { Clock } from "./lib/time.ts";
import type { Random } from "./lib/tokens.server.ts";

/** The one object graph: made once by the server, handed to every request, job and script. */
export interface App {
  db: Db;
  gateway: CalcomGateway;
  hosts: Hosts;
  farEnd: FarEnd;
  env: Env & { appSecret: string };
  clock: Clock;
  random: Random;
  log: Log;
  /** Whether this data folder is the demo's. */
  demo: boolean;
}

/** Where bookings are made: verbs go to the far end a booking's link names. */
export interface FarEnd {
  /** "embedded", or the Cal.com account. */
  name: string;
  /** How long an unanswered create may still be on its way there. */
  settleAfterMs: number;
}
