import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { engineTeams, engineUsers } from "#db/schema/engine.ts";
import type { EngineUser } from "./callers.server.ts";

export type EngineTeam = typeof engineTeams.$inferSelect;

export function findUser(db: Db | Tx, id: number): EngineUser | undefined {
  return db.select().from(engineUsers).where(eq(engineUsers.id, id)).get();
}

export function findUserByName(db: Db, username: string): EngineUser | undefined {
  return db.select().from(engineUsers).where(eq(engineUsers.username, username)).get();
}

export function findTeam(db: Db | Tx, id: number): EngineTeam | undefined {
  return db.select().from(engineTeams).where(eq(engineTeams.id, id)).get();
}

export function findTeamBySlug(db: Db | Tx, slug: string): EngineTeam | undefined {
  return db.select().from(engineTeams).where(eq(engineTeams.slug, slug)).get();
}
