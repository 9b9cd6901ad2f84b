import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { absencesPage } from "#app/bookings/absences/list.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { Pager } from "#app/components/pager.tsx";
import { paths } from "#app/lib/paths.ts";

const Search = z.object({ page: z.coerce.number().int().min(1).max(1_000).optional().catch(undefined) });

export const loader = admin.input({ search: Search }).query(async ({ input, ctx }) => absencesPage(ctx.app, ctx.viewer, input.search));

export const meta: MetaFunction = () => [{ title: "Who is away" }];

export default function AbsencesPage() {
  const { coming, past, previous, next } = useLoaderData<typeof loader>();
  return (
    <Page title="Who is away" back={{ href: paths.adminToday(), label: "Day sheet" }} actions={<ButtonLink href={paths.adminNewAbsence()}>Somebody is away</ButtonLink>}>
      {coming.length === 0 ? <EmptyState icon="check" title="Nobody is away" text="Now, or in what is to come." /> : <Card title="Now and to come"><Absences rows={coming} /></Card>}
      {(past.length > 0 || previous) && <Card title="Over"><Absences rows={past} /><Pager previous={previous} next={next} /></Card>}
    </Page>
  );
}

type Shown = ReturnType<typeof absencesPage>["coming"];

function Absences({ rows }: { rows: Shown }) {
  return (
    <table className="table table-stack away-table">
      <thead><tr><th scope="col">Who</th><th scope="col">When</th><th scope="col">Appointments</th><th scope="col">State</th></tr></thead>
      <tbody>
        {rows.map(({ id, href, name, period, reason, appointments, outcomes, state, word, tone }) => (
          <tr key={id} data-absence={id} data-state={state}>
            <td><a href={href}><b>{name}</b><span className="visually-hidden">, {period}</span></a></td>
            <td>{period}{reason && <span className="field-hint away-detail">{reason}</span>}</td>
            <td>{appointments === 0 ? "None booked" : appointments}{appointments > 0 && <span className="all-bookings-label">{appointments === 1 ? " appointment" : " appointments"}</span>}{outcomes && <span className="field-hint away-detail">{outcomes}</span>}</td>
            <td>
              <span className={`badge badge-${tone}`}>{word}</span>
              {state === "waiting" && <form method="post" action={paths.adminAbsenceUndo(id)} className="away-undo"><Button tone="quiet">Undo<span className="visually-hidden"> the absence of {name}, {period}</span></Button></form>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
