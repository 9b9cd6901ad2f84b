import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { ACTORS, AuditFilters, SOURCES, SUBJECTS } from "#app/audit/filters.ts";
import { auditPage } from "#app/audit/page.server.ts";
import { admin } from "#app/auth/procedures.server.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { SelectField, TextField } from "#app/components/field.tsx";
import { Page } from "#app/components/page.tsx";
import { zoneText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { Events } from "./events.tsx";

export const loader = admin
  .input({ search: AuditFilters })
  .query(async ({ input, ctx }) => ({ ...auditPage(ctx.app, input.search), filters: input.search, subjects: SUBJECTS, actors: ACTORS, sources: SOURCES }));

export const meta: MetaFunction = () => [{ title: "History of every change" }];

const WORDS: Record<string, string> = {
  booking: "Appointments", user: "People", branch: "Branches", service: "Services", staff: "Staff", settings: "Settings", session: "Sign-ins",
  admin: "Administrators", guest: "Private links", system: "Automatic",
  web: "Pages", api: "API", calcom: "Cal.com", import: "Import", job: "Background",
};

export default function AuditPage() {
  const { events, older, zone, filters, subjects, actors, sources } = useLoaderData<typeof loader>();
  const { before: _, ...kept } = filters;
  return (
    <Page
      title="History"
      lede={`Every change, who made it, and what was there before. ${zoneText(zone)}.`}
      width="wide"
      actions={
        <ButtonLink tone="quiet" href={paths.adminAuditCsv(kept)}>
          Download as CSV
        </ButtonLink>
      }
    >
      <Form method="get" className="audit-filters">
        {filters.subjectId && <HiddenFields fields={{ subjectId: filters.subjectId }} />}
        <TextField name="q" label="E-mail address or action" type="search" defaultValue={filters.q ?? ""} />
        <SelectField name="subject" label="About" defaultValue={filters.subject ?? ""} options={any(subjects)} />
        <SelectField name="actor" label="By" defaultValue={filters.actor ?? ""} options={any(actors, { user: "Customers" })} />
        <SelectField name="source" label="Where" defaultValue={filters.source ?? ""} options={any(sources, { admin: "Desk" })} />
        <TextField name="from" label="From" type="date" defaultValue={filters.from ?? ""} />
        <TextField name="to" label="Until" type="date" defaultValue={filters.to ?? ""} />
        <Button>Show</Button>
        {Object.values(kept).some(Boolean) && (
          <ButtonLink tone="quiet" href={paths.adminAudit()}>
            Reset
          </ButtonLink>
        )}
      </Form>
      <Card>
        {events.length > 0 ? <Events events={events} /> : <EmptyState icon="clock" title="Nothing found" text="No event matches these filters." />}
        {older && (
          <ButtonLink tone="quiet" href={paths.adminAudit({ ...kept, before: older })}>
            Older
          </ButtonLink>
        )}
      </Card>
    </Page>
  );
}

function any(values: readonly string[], words: Record<string, string> = {}) {
  return [{ value: "", label: "Any" }, ...values.map((value) => ({ value, label: words[value] ?? WORDS[value] ?? value }))];
}
