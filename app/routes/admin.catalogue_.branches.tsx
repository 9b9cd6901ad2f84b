import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { branchesPage } from "#app/catalog/branches-page.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueTabs } from "#app/components/catalogue-tabs.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";

export const loader = admin.query(async ({ ctx }) => branchesPage(ctx.app));

export const meta: MetaFunction = () => [{ title: "Branches" }];

export default function BranchesPage() {
  const { branches, archived } = useLoaderData<typeof loader>();
  return (
    <Page title="Catalogue" lede="Where appointments are." actions={<ButtonLink href={paths.adminNewBranch()}>Add a branch</ButtonLink>}>
      <CatalogueTabs here="branches" />
      <Card>
        {branches.length === 0 ? <EmptyState icon="pin" title="There is no branch yet" text="Without one nothing can be booked." /> : (
          <table className="table table-stack">
            <thead><tr><th scope="col">Branch</th><th scope="col">Address</th><th scope="col">Time zone</th><th scope="col">Contact</th></tr></thead>
            <tbody>
              {branches.map(({ id, name, address, zone, contact }) => (
                <tr key={id} data-branch={id}>
                  <td><a href={paths.adminBranch(id)}>{name}</a></td>
                  <td>{address}</td>
                  <td>{zone}</td>
                  <td>{contact}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
      {archived.length > 0 && <Card title="Archive"><ul className="archive">{archived.map(({ id, name }) => <li key={id}><a href={paths.adminBranch(id)}>{name}</a></li>)}</ul></Card>}
    </Page>
  );
}
