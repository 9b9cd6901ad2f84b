import { onTestFinished } from "vitest";
import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import type { Content } from "./message.ts";
import { enqueueMail } from "./outbox.server.ts";
import { mailCarrier } from "./mail-carrier.server.ts";
import { sender } from "./send.server.ts";
import { startSmtpServer } from "./smtp-server.testing.ts";
import { smtpMailer } from "./smtp.server.ts";

export const head = { from: "desk@desk.example", origin: "https://desk.example", privateLink: (id: string) => `/booking/of-${id}` };

/** An app that sends mail, and a mail server whose behaviour tests control. Time stands still at `time.nowMs`. */
export async function desk() {
  const time = { nowMs: TEST_NOW };
  const app = testApp({ clock: () => time.nowMs });
  const smtp = await startSmtpServer();
  onTestFinished(() => smtp.stop());
  const mailer = smtpMailer(smtp.url, { connectMs: 300, silentMs: 300 });
  const write = (payload: Partial<Content> = {}, recipient: string | null = "maria@example.com", bookingId: string | null = null) =>
    writing(app.db, (tx) => enqueueMail(tx, app, { kind: "note", recipient, bookingId, payload: { subject: "Hello", text: "One.\nTwo.", ...payload } }));
  const rowOf = (id: string) => app.db.select().from(notifications).where(eq(notifications.id, id)).get()!;
  const send = sender(app, mailCarrier(app, mailer, head));
  return { app, time, smtp, write, rowOf, send };
}
