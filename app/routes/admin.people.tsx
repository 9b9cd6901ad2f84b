import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { RoleLabel, roleOptions } from "#app/components/role-label.tsx";
import { paths } from "#app/lib/paths.ts";
import { PeopleFilters } from "#app/people/filters.ts";
import { listPeople } from "#app/people/list.server.ts";

export const loader = admin.input({ search: PeopleFilters }).query(async ({ input, ctx }) => ({ ...listPeople(ctx.app, input.search), filters: input.search }));

export const meta: MetaFunction = () => [{ title: "People" }];

export default function PeoplePage() {
  const { people, next, filters } = useLoaderData<typeof loader>();
  const { after: _, ...kept } = filters;
  return (
    <Page
      title="People"
      lede="Everybody who booked or has an account."
      actions={
        <>
          <ButtonLink tone="quiet" href={paths.adminImport()}>
            Import bookings
          </ButtonLink>
          <ButtonLink href={paths.adminInvite()}>Invite somebody</ButtonLink>
        </>
      }
    >
      <Form method="get" role="search" className="people-filters">
        <TextField name="q" type="search" label="Name, e-mail or phone" defaultValue={filters.q ?? ""} autoComplete="off" />
        <SelectField name="standing" label="Who" defaultValue={filters.standing ?? ""} options={roleOptions} />
        <Button tone="quiet">Show</Button>
      </Form>
      <Card>
        {people.length === 0 ? (
          <EmptyState icon="person" title="Nobody found" text="Nobody fits these filters." />
        ) : (
          <table className="table table-stack">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">E-mail</th>
                <th scope="col">Phone</th>
                <th scope="col">Who</th>
                <th scope="col">Appointments</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.id} data-person={person.id}>
                  <td>
                    <a href={paths.adminPerson(person.id)}>{person.name}</a>
                  </td>
                  <td>{person.email}</td>
                  <td>{person.phone}</td>
                  <td>
                    <RoleLabel of={person.standing} />
                  </td>
                  <td>
                    {person.appointments}{" "}
                    <span className="field-hint">
                      {person.appointments === 1 ? "appointment" : "appointments"}
                      {person.latest && `, latest ${person.latest}`}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {next && (
          <ButtonLink tone="quiet" href={paths.adminPeople({ ...kept, after: next })}>
            More
          </ButtonLink>
        )}
      </Card>
    </Page>
  );
}
