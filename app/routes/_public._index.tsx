import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { visitor } from "#app/auth/procedures.server.ts";
import { homePage } from "#app/availability/home-page.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ChoiceList } from "#app/components/choice-list.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { Unbroken } from "#app/components/unbroken.tsx";
import { paths } from "#app/lib/paths.ts";

export const loader = visitor.query(async ({ ctx }) => homePage(ctx.app));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.company}: book an appointment` : "Book an appointment" }];

export default function HomePage() {
  const { company, services, branches } = useLoaderData<typeof loader>();
  if (services.length === 0) {
    return (
      <Page title={company}>
        <Card><EmptyState title="Nothing can be booked yet" text="Please check again later." /></Card>
      </Page>
    );
  }
  return (
    <Page title={company} lede="See what is free, choose a time, and you are booked. No account needed." actions={<ButtonLink href={paths.book()}>Book an appointment</ButtonLink>}>
      <Card title="What you can book"><ChoiceList choices={services} /></Card>
      <Card title="Where to find us">
        <ul className="halves">
          {branches.map((branch) => (
            <li key={branch.slug} className="stack">
              <div>
                <h3>{branch.name}</h3>
                <p><Unbroken text={branch.address} /></p>
                <p><a href={branch.mapHref} rel="noreferrer">Show on a map</a></p>
                {branch.phone && <p>{"Call "}<a href={`tel:${branch.phone.replace(/[^+\d]/g, "")}`}>{branch.phone}</a></p>}
              </div>
              <p><ButtonLink tone="quiet" href={paths.book({ branch: branch.slug })}>Book here<span className="visually-hidden">: {branch.name}</span></ButtonLink></p>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}
