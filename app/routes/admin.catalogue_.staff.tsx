import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { staffPage } from "#app/catalog/staff-page.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueTabs } from "#app/components/catalogue-tabs.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";

export const loader = admin.query(async ({ ctx }) => staffPage(ctx.app));

export const meta: MetaFunction = () => [{ title: "Staff and hours" }];

export default function StaffPage() {
  const { people, archived, isWithCalcom } = useLoaderData<typeof loader>();
  return (
    <Page title="Catalogue" lede="Who takes appointments, and when." actions={<ButtonLink href={paths.adminNewStaff()}>Add a person</ButtonLink>}>
      <CatalogueTabs here="staff" />
      {isWithCalcom && (
        <Notice title="People and hours are kept at Cal.com">
          <p>
            Who is whom there is said on <a href={paths.adminMapping()}>Services and people</a>; hours are set under Availability at Cal.com.
          </p>
        </Notice>
      )}
      <Card>
        {people.length === 0 ? (
          <EmptyState icon="person" title="Nobody takes appointments yet" />
        ) : (
          <table className="table table-stack">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Hours</th>
                <th scope="col">Does</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ id, name, week, services, branches }) => (
                <tr key={id} data-staff={id}>
                  <td>
                    <a href={paths.adminStaffMember(id)}>{name}</a>
                  </td>
                  <td>
                    <a href={paths.adminHours(id)} aria-label={`Hours of ${name}`}>
                      {week || "Hours"}
                    </a>
                  </td>
                  <td>
                    {services.length === 0 ? (
                      <span className="standing-blocked">Nothing yet</span>
                    ) : (
                      <>
                        {services.join(", ")}
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
                <a href={paths.adminStaffMember(id)}>{name}</a>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
