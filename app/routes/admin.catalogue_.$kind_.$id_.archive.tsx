import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { archive, archivePage } from "#app/bookings/catalogue/archive.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { KINDS, type Kind } from "#app/catalog/archive.server.ts";
import { Button, ButtonLink, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { LookAtNotice } from "#app/components/look-at.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ kind: z.enum(KINDS), id: z.string().min(1).max(60) });
const ArchiveForm = z.object({ archived: z.enum(["yes", "no"]), seen: z.string().max(60).optional() });

export const loader = admin.input({ params }).query(async ({ input, ctx }) => archivePage(ctx.app, input.params.kind, input.params.id));

export const action = admin.input({ params, form: ArchiveForm }).mutation(async ({ input, ctx }) => {
  const { kind, id } = input.params;
  const archived = input.form.archived === "yes";
  archive(ctx.app, atDesk(ctx), kind, id, { archived, seen: input.form.seen });
  return redirectWithFlash(pageOf(kind, id), { tone: "success", text: archived ? "Archived: it can no longer be booked." : "Brought back: it can be booked again." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.active ? "Archive" : "Bring back"} ${data.name}` : "Archive" }];

const pageOf = (kind: Kind, id: string) => ({ services: paths.adminService, staff: paths.adminStaffMember, branches: paths.adminBranch })[kind](id);

export default function ArchivePage() {
  const { kind, id, name, active, lookAt, title } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const back = pageOf(kind, id);
  return (
    <Page title={`${active ? "Archive" : "Bring back"} ${name}?`} width="narrow" back={{ href: back, label: name }}>
      <Card>
        <form method="post" className="form">
          <p>
            {active
              ? "Nobody can book it from then on. Appointments that were made keep its name, and it can be brought back."
              : "It can be booked again, as it was before."}
          </p>
          {form.refused && lookAt && <p className="field-error">Another appointment was made meanwhile. Please look again.</p>}
          <HiddenFields fields={{ archived: active ? "yes" : "no" }} />
          {lookAt ? (
            <LookAtNotice title={title} lookAt={lookAt}>
              <Button tone="danger" name="seen" value={lookAt.token}>
                Archive anyway
              </Button>
            </LookAtNotice>
          ) : (
            <div className="form-actions">
              <Button tone={active ? "danger" : "primary"}>{active ? "Archive" : "Bring back"}</Button>
            </div>
          )}
          <ButtonLink tone="link" href={back}>
            Leave it as it is
          </ButtonLink>
        </form>
      </Card>
    </Page>
  );
}
