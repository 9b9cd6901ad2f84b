import { writing, type Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { nullWhenGone } from "#app/calcom/errors.ts";
import { NOTHING_SEEN } from "#app/calcom/sighting.ts";
import { AppError } from "#app/lib/errors.ts";
import { findOpen } from "../settling/operation.server.ts";
import { applySighting } from "../sighting/apply.server.ts";
import { sightingOfRead } from "../sighting/read.server.ts";
import { findFinding, settleFinding, type Finding } from "./findings.server.ts";

interface By {
  viewer: Viewer;
  correlationId: string;
}

/**
 * Apply what the far end says now, not what it said when the comparison ran. A booking it no longer knows is cancelled
 * here.
 *
 * @throws AppError not_found, conflict while the appointment is being changed or the far end knows it again
 */
export async function fixFinding(app: App, by: By, id: number): Promise<void> {
  const finding = openFinding(app, id);
  if (finding.kind === "overlaps") throw new AppError("invalid", "Move or cancel one of the two appointments. The next comparison will see it.");
  if (finding.kind === "missing_there" && finding.uid === null) throw new AppError("conflict", "It is not known where this appointment went at Cal.com. Please cancel it on its own page.");
  const far = finding.uid === null ? null : await app.gateway.getBooking(finding.uid).catch(nullWhenGone);
  if (finding.kind === "missing_there" && far) throw new AppError("conflict", "Cal.com knows this appointment again. Please compare once more.");
  const origin = { source: "calcom", correlationId: by.correlationId, isRepair: true } as const;
  writing(app.db, (tx) => {
    if (finding.bookingId && findOpen(app.db, finding.bookingId)) throw new AppError("conflict", "This appointment is being changed right now. Please try again in a moment.");
    if (!settleFinding(tx, app, id, far || finding.kind === "missing_there" ? "fixed" : "gone", actorOf(by.viewer))) return;
    if (far) applySighting(tx, app, sightingOfRead(tx, far, app.clock()), origin);
    else if (finding.uid !== null && finding.kind === "missing_there")
      applySighting(
        tx,
        app,
        { ...NOTHING_SEEN, kind: "cancelled", state: "cancelled", uid: finding.uid, atMs: app.clock(), reason: "It is no longer at Cal.com" },
        origin,
      );
    note(tx, app, by, finding, "drift fixed");
  });
}

export function dismissFinding(app: App, by: By, id: number): void {
  const finding = openFinding(app, id);
  writing(app.db, (tx) => {
    if (settleFinding(tx, app, id, "dismissed", actorOf(by.viewer))) note(tx, app, by, finding, "drift dismissed");
  });
}

function openFinding(app: App, id: number): Finding {
  const finding = findFinding(app.db, id);
  if (finding?.state !== "open") throw new AppError("not_found", "This difference was settled already.");
  return finding;
}

/** A booking that is not here yet has no history to write to. */
function note(tx: Tx, app: App, { viewer, correlationId }: By, { kind, bookingId }: Finding, action: string): void {
  if (bookingId) recordEvent(tx, app, { subjectType: "booking", subjectId: bookingId, actor: actorOf(viewer), action, source: "admin", correlationId, data: { kind } });
}
