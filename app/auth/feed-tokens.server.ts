import { createHmac } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { writing, type Db, type Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { staff } from "#db/schema/catalog.ts";
import { tokens, users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { hashToken, newId } from "#app/lib/tokens.server.ts";
import { actorOf, type PersonViewer } from "./viewer.ts";

/** Whose appointments a calendar feed contains: those somebody booked, or those somebody takes. */
export interface FeedOwner {
  kind: "user" | "staff";
  id: string;
}

type Deps = Pick<App, "db" | "env">;

/**
 * The secret in a feed's address, derived from a row's id under APP_SECRET like a booking's private link: its page can
 * show it again, but the database alone gives no access. null: there is none, or it was made under another secret.
 */
export function feedToken({ db, env }: Deps, owner: FeedOwner): string | null {
  const row = statements(db).current.get({ subject: subjectOf(owner) });
  const token = row && derive(env.appSecret, row.id);
  return token !== undefined && hashToken(token) === row?.hash ? token : null;
}

/**
 * Create the address, or replace it: the old one stops working.
 *
 * @throws AppError not_found for a feed that is not this viewer's to give
 */
export function renewFeed(app: App, viewer: PersonViewer, owner: FeedOwner): string {
  return writing(app.db, (tx) => {
    assertOwn(tx, viewer, owner);
    const isFirst = endFeed(tx, app.clock(), owner) === 0;
    record(tx, app, viewer, owner, isFirst ? "calendar address made" : "calendar address replaced");
    const id = newId(app.random);
    const token = derive(app.env.appSecret, id);
    tx.insert(tokens).values({ id, purpose: "feed", subject: subjectOf(owner), hash: hashToken(token), createdAt: app.clock() }).run();
    return token;
  });
}

/** Revoke the address. Does nothing if there is none. */
export function revokeFeed(app: App, viewer: PersonViewer, owner: FeedOwner): void {
  writing(app.db, (tx) => {
    assertOwn(tx, viewer, owner);
    if (endFeed(tx, app.clock(), owner) > 0) record(tx, app, viewer, owner, "calendar address revoked");
  });
}

/** Part of what takes somebody's access away. @returns how many addresses there were */
export function endFeed(tx: Tx, nowMs: number, owner: FeedOwner): number {
  return tx.update(tokens).set({ revokedAt: nowMs }).where(and(eq(tokens.purpose, "feed"), eq(tokens.subject, subjectOf(owner)), isNull(tokens.revokedAt))).run().changes;
}

/** The feed behind an address; null if it is unknown or revoked, its person is blocked, or they left the catalogue. */
export function findFeed(db: Db, token: string): { id: string; owner: FeedOwner; name: string } | null {
  const row = statements(db).byHash.get({ hash: hashToken(token) });
  if (!row) return null;
  const [kind, id = ""] = row.subject.split(":");
  const owner: FeedOwner = { kind: kind === "staff" ? "staff" : "user", id };
  const person = statements(db)[owner.kind].get({ id });
  return person && person.blockedAt === null ? { id: row.id, owner, name: person.name } : null;
}

/** Those who take appointments and sign in as this user. */
export function ownStaff(db: Db, userId: string): { id: string; name: string }[] {
  return db.select({ id: staff.id, name: staff.name }).from(staff).where(and(eq(staff.userId, userId), eq(staff.active, true))).orderBy(staff.position, staff.name).all();
}

/** The viewer's own, and for administrators everybody's who takes appointments. */
function assertOwn(tx: Tx, viewer: PersonViewer, { kind, id }: FeedOwner): void {
  if (kind === "user" && id === viewer.userId) return;
  const person = kind === "staff" ? tx.select({ userId: staff.userId }).from(staff).where(eq(staff.id, id)).get() : undefined;
  if (!person || (viewer.kind !== "admin" && person.userId !== viewer.userId)) throw new AppError("not_found", "There is no such calendar.");
}

function record(tx: Tx, app: App, viewer: PersonViewer, { kind, id }: FeedOwner, action: string): void {
  recordEvent(tx, app, { subjectType: kind, subjectId: id, actor: actorOf(viewer), action, source: "web" });
}

function derive(secret: string, id: string): string {
  return createHmac("sha256", secret).update(`calendar-feed:${id}`).digest("base64url");
}

const subjectOf = ({ kind, id }: FeedOwner) => `${kind}:${id}`;

const p = sql.placeholder;

const statements = prepared((db) => ({
  current: db
    .select({ id: tokens.id, hash: tokens.hash })
    .from(tokens)
    .where(and(eq(tokens.purpose, "feed"), eq(tokens.subject, p("subject")), isNull(tokens.revokedAt)))
    .orderBy(desc(tokens.createdAt))
    .limit(1)
    .prepare(),
  byHash: db
    .select({ id: tokens.id, subject: tokens.subject })
    .from(tokens)
    .where(and(eq(tokens.hash, p("hash")), eq(tokens.purpose, "feed"), isNull(tokens.revokedAt)))
    .prepare(),
  user: db.select({ name: users.name, blockedAt: users.blockedAt }).from(users).where(eq(users.id, p("id"))).prepare(),
  staff: db.select({ name: staff.name, blockedAt: users.blockedAt }).from(staff).leftJoin(users, eq(users.id, staff.userId)).where(and(eq(staff.id, p("id")), eq(staff.active, true))).prepare(),
}));
