import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { absencePage } from "#app/bookings/absences/page.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";
import { Rows } from "./rows.tsx";

const LOOK_AGAIN_S = 10;

export const loader = admin.input({ params: z.object({ id: z.string().max(60) }) }).query(async ({ input, ctx }) => absencePage(ctx.app, ctx.viewer, input.params.id));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.name} is away, ${data.period}` : "Away" },
  ...(data?.isUnderWay ? [{ httpEquiv: "refresh", content: String(LOOK_AGAIN_S) }] : []),
];

export default function AbsencePage() {
  const { id, name, period, reason, dayHref, beginsAt, isUndone, mayUndo, rows } = useLoaderData<typeof loader>();
  return (
    <Page
      title={isUndone ? `${name} is not away` : `${name} is away`}
      lede={`${period}${reason && `. ${reason}`}`}
      back={{ href: paths.adminAbsences(), label: "Who is away" }}
      actions={
        <ButtonLink tone="quiet" href={dayHref}>
          See the day
        </ButtonLink>
      }
    >
      {isUndone && (
        <Notice tone="info" title="It was undone">
          The time can be booked again.
        </Notice>
      )}
      {beginsAt && rows.length > 0 && (
        <Notice tone="warn" title={`Nothing has happened to the appointments yet: it begins at ${beginsAt}`}>
          Until then all of it can be undone, and nobody is told. The time is blocked already.
        </Notice>
      )}
      <Card>
        {rows.length === 0 ? (
          <EmptyState icon="check" title="Nothing was booked in that time" text={isUndone ? undefined : "It is blocked."} />
        ) : (
          <Rows rows={rows} />
        )}
        {(mayUndo || beginsAt) && (
          <div className="form-actions no-print">
            {mayUndo && (
              <Form method="post" action={paths.adminAbsenceUndo(id)}>
                <Button tone={beginsAt ? "primary" : "quiet"}>{beginsAt ? "Undo" : "Undo what is not answered yet"}</Button>
              </Form>
            )}
            {beginsAt && rows.length > 0 && (
              <Form method="post" action={paths.adminAbsenceNow(id)}>
                <Button tone="quiet">Send now</Button>
              </Form>
            )}
          </div>
        )}
        {mayUndo && !beginsAt && (
          <p className="field-hint">
            The time can be booked again then, and offers nobody has answered are withdrawn. What was reassigned, cancelled or moved stays so.
          </p>
        )}
      </Card>
    </Page>
  );
}
