import type { App } from "./app.server.ts";
import { compareRegularly } from "./bookings/drift/run.server.ts";
import { guestLink } from "./bookings/guest-link.server.ts";
import { remindAllDue } from "./bookings/reminders/remind.server.ts";
import { withFreshReminders } from "./bookings/reminders/renew.server.ts";
import { settleOpen } from "./bookings/settling/settle-open.server.ts";
import { countDays } from "./insights/count-days.server.ts";
import { jobHandlers } from "./job-handlers.server.ts";
import { startLoop, type Task } from "./jobs/loop.server.ts";
import { runDueJobs } from "./jobs/run.server.ts";
import { sweep } from "./jobs/sweep.server.ts";
import { paths } from "./lib/paths.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "./lib/time.ts";
import { mailCarrier } from "./notifications/mail-carrier.server.ts";
import { readerLinks } from "./notifications/reader-links.server.ts";
import { sender } from "./notifications/send.server.ts";
import { twilioCarrier } from "./notifications/sms/twilio.server.ts";
import { smtpMailer } from "./notifications/smtp.server.ts";

const WORKERS = 3;

/**
 * Background work from startup on. Every process on the database may run it.
 *
 * @returns stops it; see startLoop
 */
export function startWork(app: App): () => Promise<void> {
  return startLoop(regularWork(app), app.log);
}

export function regularWork(app: App): Task[] {
  const handlers = jobHandlers(app);
  return [
    { name: "settle open changes", everyMs: 5 * SECOND_MS, run: (signal) => settleOpen(app, { signal }) },
    // Separate tasks: a long job delays only its own worker.
    ...Array.from({ length: WORKERS }, () => ({ name: "run due jobs", everyMs: SECOND_MS, run: (signal: AbortSignal) => runDueJobs(app, handlers, { signal, atOnce: 1 }) })),
    { name: "take in webhooks", everyMs: SECOND_MS, run: () => app.deliverWebhooks() },
    { name: "remind", everyMs: SECOND_MS, run: (signal) => remindAllDue(app, signal) },
    ...mailTasks(app),
    ...smsTasks(app),
    { name: "compare with the far end", everyMs: MINUTE_MS, run: async () => compareRegularly(app) },
    { name: "see whether Cal.com is back", everyMs: SECOND_MS, run: () => app.gateway.probe() },
    { name: "count days for the numbers", everyMs: SECOND_MS, run: () => countDays(app) },
    { name: "sweep", everyMs: HOUR_MS, run: () => sweep(app) },
  ];
}

/** Without a mail server messages stay queued. The demo sends none. */
function mailTasks(app: App): Task[] {
  const { mail, appUrl } = app.env;
  if (!mail || appUrl === undefined || app.demo) return [];
  const carrier = withFreshReminders(
    app,
    mailCarrier(app, smtpMailer(mail.smtpUrl), {
      from: mail.from,
      origin: appUrl,
      privateLink: (bookingId: string) => paths.guestBooking(guestLink(app, bookingId)),
      readerLinks: readerLinks(app),
    }),
  );
  const send = sender(app, carrier);
  return [{ name: "send mail", everyMs: SECOND_MS, run: (signal) => send({ signal }) }];
}

function smsTasks(app: App): Task[] {
  const { sms, appUrl } = app.env;
  if (!sms || appUrl === undefined || app.demo) return [];
  const carrier = withFreshReminders(app, twilioCarrier(app, sms, appUrl));
  const send = sender(app, carrier);
  return [{ name: "send SMS", everyMs: SECOND_MS, run: (signal) => send({ signal }) }];
}
