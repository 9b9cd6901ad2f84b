import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { noStore } from "#app/auth/procedures.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";

export const meta: MetaFunction = () => [{ title: "Your link" }];

export const loader = noStore.query(async ({ ctx }) => ({ demo: ctx.app.demo }));

/** One page for every address, so that it tells nobody which of them has an account. */
export default function LinkSentPage() {
  const { demo } = useLoaderData<typeof loader>();
  return (
    <Page title="Your link" lede={demo ? "If the address is right, a link waits in the demo's mailbox." : "If the address is right, a link waits for it at the front desk."} width="narrow">
      <Card>
        <div className="stack">
          <p>Open the link to choose a password. It works once, and not for long: one hour for a new password, a day for a new account.</p>
          {demo || <p>This desk sends no mail yet. Please ask the people there for your link.</p>}
        </div>
        <div className="form-actions">
          {demo ? <ButtonLink href={paths.demoMailbox()}>Open the demo's mailbox</ButtonLink> : <ButtonLink href={paths.signIn()}>Back to sign in</ButtonLink>}
          <ButtonLink tone="link" href={paths.forgotPassword()}>Ask for a new link</ButtonLink>
        </div>
      </Card>
    </Page>
  );
}
