import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { calendarPage, type FeedLinks, type ShownFeed } from "#app/auth/calendar-page.server.ts";
import { signedIn } from "#app/auth/procedures.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";

export const loader = signedIn.query(async ({ ctx }) => ({ feeds: calendarPage(ctx.app, ctx.user, ctx.origin) }));

export const meta: MetaFunction = () => [{ title: "Your calendar" }];

export default function CalendarPage() {
  const { feeds } = useLoaderData<typeof loader>();
  return (
    <Page title="Your calendar" lede="Subscribe once: every appointment then appears in your calendar, moves when it is moved, and disappears when it is cancelled.">
      {feeds.map((feed) => (
        <Card key={feed.whose} title={feed.staffName === null ? "Appointments you booked" : `Appointments with ${feed.staffName}`}>
          <Feed {...feed} />
        </Card>
      ))}
    </Page>
  );
}

function Feed({ whose, staffName, links }: ShownFeed) {
  if (links === null) {
    return (
      <>
        <p>There is no address for it yet.</p>
        <Form method="post" action={paths.feedRenew(whose)}><Button>Make the address</Button></Form>
      </>
    );
  }
  return (
    <>
      <Subscribe links={links} />
      <section className="stack">
        <h3>Keep it to yourself</h3>
        <p>
          Whoever has the address sees {staffName === null ? "these appointments" : "these appointments, with names and phone numbers"}, and can change nothing.
          If it got into the wrong hands, replace it: the old one stops working, and you subscribe again.
        </p>
        <div className="cluster">
          <Form method="post" action={paths.feedRenew(whose)}>
            <Button tone="quiet">Replace the address</Button>
          </Form>
          <Form method="post" action={paths.feedRevoke(whose)}>
            <Button tone="link">Turn it off</Button>
          </Form>
        </div>
      </section>
    </>
  );
}

function Subscribe({ links: { address, webcal, google, outlook } }: { links: FeedLinks }) {
  return (
    <section className="stack">
      <p>Calendar programs refresh every hour or so; some take a day.</p>
      <div className="cluster">
        <ButtonLink href={webcal}>Open in your calendar</ButtonLink>
        <ButtonLink tone="quiet" href={google} target="_blank" rel="noreferrer">Google</ButtonLink>
        <ButtonLink tone="quiet" href={outlook} target="_blank" rel="noreferrer">Outlook</ButtonLink>
      </div>
      <p>Or give your calendar this address, where it asks for a subscription by URL:</p>
      <p className="address"><code>{address}</code></p>
    </section>
  );
}
