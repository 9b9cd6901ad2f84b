import type { AuditEvent } from "#app/audit/record.server.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import type { Db } from "#db/client.ts";
import type { Hosts } from "./hosts.ts";

/** What writing a catalogue row needs. */
export interface RowDeps {
  clock: Clock;
  random: Random;
}

/** What reaching the far end needs in addition. */
export interface CatalogGround extends RowDeps {
  db: Db;
  hosts: Hosts;
}

/** Who changes the catalogue, for the history. */
export type By = Pick<AuditEvent, "actor" | "source" | "correlationId">;
