import { and, desc, eq, inArray } from "drizzle-orm";
import { writing, type Db, type Tx } from "#db/client.ts";
import { deskNotes } from "#db/schema/desk-notes.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { getBooking } from "../queries.server.ts";
import { assertDesk } from "../scope.server.ts";

export interface DeskNote {
  id: string;
  text: string;
  author: string;
  createdAt: number;
}

/** The desk's internal notes on a booking, newest first. @throws AppError not_found; forbidden to its customer */
export function notesOf(app: App, viewer: Viewer, bookingId: string): DeskNote[] {
  assertDesk(viewer, getBooking(app, viewer, bookingId));
  const rows = app.db.select().from(deskNotes).where(eq(deskNotes.bookingId, bookingId)).orderBy(desc(deskNotes.createdAt), desc(deskNotes.id)).all();
  const nameOf = namesOf(app.db, rows.map(({ author }) => author));
  return rows.map(({ id, text, author, createdAt }) => ({ id, text, author: nameOf(author) ?? "The front desk", createdAt }));
}

/** @throws AppError not_found; forbidden to the booking's customer */
export function addNote(app: App, viewer: Viewer, bookingId: string, { text, correlationId }: { text: string; correlationId: string }): void {
  writing(app.db, (tx) => {
    assertDesk(viewer, getBooking(app, viewer, bookingId));
    tx.insert(deskNotes).values({ id: newId(app.random), bookingId, text, author: actorOf(viewer), createdAt: app.clock() }).run();
    record(tx, app, viewer, bookingId, { action: "note written", data: { after: { text } }, correlationId });
  });
}

/** Removing a removed note succeeds. @throws AppError not_found; forbidden to the booking's customer */
export function removeNote(app: App, viewer: Viewer, bookingId: string, { id, correlationId }: { id: string; correlationId: string }): void {
  writing(app.db, (tx) => {
    assertDesk(viewer, getBooking(app, viewer, bookingId));
    const note = tx.select().from(deskNotes).where(and(eq(deskNotes.id, id), eq(deskNotes.bookingId, bookingId))).get();
    if (!note) return;
    if (viewer.kind !== "admin" && note.author !== actorOf(viewer)) throw new AppError("forbidden", "Only its author or an administrator can remove a note.");
    tx.delete(deskNotes).where(eq(deskNotes.id, id)).run();
    record(tx, app, viewer, bookingId, { action: "note taken away", data: { before: { text: note.text } }, correlationId });
  });
}

/** Not recorded on the booking itself, whose history its customer can read. */
function record(tx: Tx, app: App, viewer: Viewer, subjectId: string, event: { action: string; data: Record<string, unknown>; correlationId: string }): void {
  recordEvent(tx, app, { subjectType: "desk note", subjectId, actor: actorOf(viewer), source: "web", ...event });
}

/** The names behind "admin:<id>" and the like, for the desk only; null if there is none. */
export function namesOf(db: Db, actors: string[]): (actor: string) => string | null {
  const idOf = (actor: string) => actor.split(":")[1] ?? "";
  const known = new Map(db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, [...new Set(actors.map(idOf))])).all().map(({ id, name }) => [id, name]));
  return (actor) => known.get(idOf(actor)) ?? null;
}
