import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { StatusBadge } from "#app/components/badge.tsx";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { RoleLabel } from "#app/components/role-label.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { editPerson, PersonForm } from "#app/people/edit-person.server.ts";
import { personPage } from "#app/people/page.server.ts";
import { Account } from "./account.tsx";
import { Duplicates } from "./duplicates.tsx";

const params = z.object({ id: z.string().min(1).max(60) });

export const loader = admin.input({ params }).query(async ({ input, ctx }) => personPage(ctx.app, input.params.id));

export const action = admin.input({ params, form: PersonForm }).mutation(async ({ input, ctx }) => {
  editPerson(ctx.app, { viewer: ctx.viewer, correlationId: ctx.requestId }, input.params.id, input.form);
  return redirectWithFlash(paths.adminPerson(input.params.id), { tone: "success", text: "Saved." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? data.person.name : "Person" }];

export default function PersonPage() {
  const { person, standing, since, appointments, hasMore, duplicates, works } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, { name: person.name, email: person.email ?? "", phone: person.phone ?? "" });
  return (
    <Page title={person.name} lede={<><RoleLabel of={standing} />, known since {since}</>} back={{ href: paths.adminPeople(), label: "People" }} actions={<>
      {works.slug && <ButtonLink tone="quiet" href={paths.adminNewAbsence({ staff: works.slug })}>Is away</ButtonLink>}
      <ButtonLink tone="quiet" href={paths.adminAudit({ q: person.email ?? undefined, subjectId: person.email ? undefined : person.id })}>History</ButtonLink>
    </>}>
      <Card title="Appointments">
        {appointments.length === 0 ? <EmptyState title="No appointments yet" /> : (
          <ul className="person-appointments">
            {appointments.map(({ id, title, when, status }) => (
              <li key={id}><a href={paths.adminBooking(id)}>{when}</a><span>{title}</span><StatusBadge status={status} /></li>
            ))}
          </ul>
        )}
        {hasMore && <ButtonLink tone="quiet" href={paths.adminBookings({ user: person.id })}>All appointments</ButtonLink>}
      </Card>
      <Card title="Who they are">
        <form method="post" noValidate className="form">
          <ErrorSummary form={form} />
          <HiddenFields fields={{ updatedAt: String(person.updatedAt) }} />
          <TextField name="name" label="Name" required maxLength={100} defaultValue={form.value("name")} error={form.error("name")} />
          <TextField name="email" label="E-mail" type="email" optional={!person.hasPassword} defaultValue={form.value("email")} error={form.error("email")} />
          <TextField name="phone" label="Phone" type="tel" optional defaultValue={form.value("phone")} error={form.error("phone")} />
          <div className="form-actions"><Button>Save</Button></div>
        </form>
      </Card>
      <Duplicates id={person.id} duplicates={duplicates} />
      <Account person={person} works={works} />
    </Page>
  );
}
