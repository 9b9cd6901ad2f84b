import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { servicesPage } from "#app/catalog/services-page.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueTabs } from "#app/components/catalogue-tabs.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";

export const loader = admin.query(async ({ ctx }) => servicesPage(ctx.app));

export const meta: MetaFunction = () => [{ title: "Services" }];

export default function ServicesPage() {
  const { services, archived } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Catalogue"
      lede="What can be booked, with whom, where and when."
      actions={<ButtonLink href={paths.adminNewService()}>Add a service</ButtonLink>}
    >
      <CatalogueTabs here="services" />
      <Card>
        {services.length === 0 ? (
          <EmptyState icon="tag" title="Nothing can be booked yet" text="Add a service, then say who does it." />
        ) : (
          <table className="table table-stack">
            <thead>
              <tr>
                <th scope="col">Service</th>
                <th scope="col">How long</th>
                <th scope="col">Price</th>
                <th scope="col">Who and where</th>
              </tr>
            </thead>
            <tbody>
              {services.map(({ id, name, durations, price, people, branches }) => (
                <tr key={id} data-service={id}>
                  <td>
                    <a href={paths.adminService(id)}>{name}</a>
                  </td>
                  <td>{durations}</td>
                  <td>{price}</td>
                  <td>
                    {people.length === 0 ? (
                      <span className="standing-blocked">Nobody yet: it cannot be booked</span>
                    ) : (
                      <>
                        {people.join(", ")}
                        <br />
                        <span className="field-hint">{branches.join(" · ")}</span>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
      {archived.length > 0 && (
        <Card title="Archive">
          <ul className="archive">
            {archived.map(({ id, name }) => (
              <li key={id}>
                <a href={paths.adminService(id)}>{name}</a>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
