import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { noStore } from "#app/auth/procedures.server.ts";
import { knownGuestLink } from "#app/bookings/guest-link.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { CalendarPart } from "#app/components/calendar-part.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Facts } from "#app/components/facts.tsx";
import { TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { AppError } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import { MessageFilters } from "#app/notifications/filters.ts";
import { readMailbox } from "#app/notifications/mailbox.server.ts";

export const meta: MetaFunction = () => [{ title: "The demo's mailbox" }, { name: "robots", content: "noindex" }];

const search = MessageFilters.pick({ to: true });

export const loader = noStore.input({ search }).query(async ({ input, ctx }) => {
  if (!ctx.app.demo) throw new AppError("not_found", "There is no such page.");
  ctx.frameOrigins.push("'self'");
  const privateLink = (bookingId: string) => {
    const token = knownGuestLink(ctx.app, bookingId);
    return token && paths.guestBooking(token);
  };
  const { to } = input.search;
  return { letters: readMailbox(ctx.app, { to, privateLink }), to, origin: ctx.origin };
});

export default function MailboxPage() {
  const { letters, to, origin } = useLoaderData<typeof loader>();
  return (
    <Page title="The demo's mailbox" lede="The demo sends nothing: here is the newest of what it would have sent.">
      <Form method="get" role="search" className="one-line-form" key={to}>
        <TextField name="to" type="search" label="Address or number" defaultValue={to ?? ""} maxLength={200} autoComplete="off" />
        <div className="cluster">
          <Button tone="quiet">Show</Button>
          {to && (
            <ButtonLink tone="link" href={paths.demoMailbox()}>
              All messages
            </ButtonLink>
          )}
        </div>
      </Form>
      {letters.length === 0 && (
        <Card>
          {to ? (
            <EmptyState title="No messages" icon="mail" text={`Nothing was written to ${to} yet.`} />
          ) : (
            <EmptyState title="No messages yet" icon="mail" text="Sign up or book something, then look again." />
          )}
        </Card>
      )}
      {letters.map(({ id, recipient, subject, text, isMail, facts, entry, link, writtenAtIso, writtenAt }) => (
        <Card key={id}>
          <article className="letter">
            <header className="stack stack-tight">
              <h2 dir="auto">{isMail ? subject : "SMS"}</h2>
              <p className="field-hint">
                To {recipient}, <time dateTime={writtenAtIso}>{writtenAt}</time>
              </p>
            </header>
            <div className="stack stack-tight">
              {text.split("\n").map((line, n) => (
                <p key={n} dir="auto">
                  {line}
                </p>
              ))}
            </div>
            {facts.length > 0 && <Facts facts={facts} />}
            {link && (
              <p className="address">
                <a href={link}>{origin + link}</a>
              </p>
            )}
            {isMail && (
              <details className="no-print">
                <summary>As a mail program shows it</summary>
                <iframe className="message-frame" src={paths.demoLetter(id)} title={`${subject}, as HTML`} loading="lazy" sandbox="" />
              </details>
            )}
            {entry && <CalendarPart entry={entry} file={paths.demoLetterCalendar(id)} />}
          </article>
        </Card>
      ))}
    </Page>
  );
}
