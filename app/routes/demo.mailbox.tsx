import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { unstored } from "#app/auth/procedures.server.ts";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Facts } from "#app/components/facts.tsx";
import { Page } from "#app/components/page.tsx";
import { AppError } from "#app/lib/errors.ts";
import { readMailbox } from "#app/notifications/mailbox.server.ts";

export const meta: MetaFunction = () => [{ title: "The demo's mailbox" }, { name: "robots", content: "noindex" }];

export const loader = unstored.query(async ({ ctx }) => {
  if (!ctx.app.demo) throw new AppError("not_found", "There is no such page.");
  return { letters: readMailbox(ctx.app.db), origin: ctx.origin };
});

export default function MailboxPage() {
  const { letters, origin } = useLoaderData<typeof loader>();
  return (
    <Page title="The demo's mailbox" lede="The demo sends nothing: what it would have sent lies here, newest first.">
      {letters.length === 0 && (
        <Card>
          <EmptyState title="No letters yet" icon="mail" text="Sign up or book something, then look again." />
        </Card>
      )}
      {letters.map(({ id, recipient, subject, text, facts, link, writtenAtIso, writtenAt }) => (
        <Card key={id}>
          <article className="stack stack-tight">
            <h2>{subject}</h2>
            <p className="field-hint">
              To {recipient}, <time dateTime={writtenAtIso}>{writtenAt}</time>
            </p>
            {text.split("\n").map((line, n) => <p key={n}>{line}</p>)}
            {facts.length > 0 && <Facts facts={facts} />}
            {link && <p><a href={link}>{origin + link}</a></p>}
          </article>
        </Card>
      ))}
    </Page>
  );
}
