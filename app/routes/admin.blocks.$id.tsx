import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { desk } from "#app/auth/procedures.server.ts";
import { blockPage } from "#app/bookings/blocks/page.server.ts";
import { unblockTime } from "#app/bookings/blocks/unblock-time.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Facts } from "#app/components/facts.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ id: z.string() });
const UnblockForm = z.object({ which: z.enum(["one", "later"], "Choose which to remove.").default("one") });

export const loader = desk.input({ params }).query(async ({ input, ctx }) => blockPage(ctx.app, ctx.viewer, input.params.id));

export const action = desk.input({ params, form: UnblockForm }).mutation(async ({ input, ctx }) => {
  const { date, slug } = blockPage(ctx.app, ctx.viewer, input.params.id);
  unblockTime(ctx.app, ctx.viewer, input.params.id, { which: input.form.which, correlationId: ctx.requestId });
  return redirectWithFlash(paths.adminToday({ date, staff: slug }), { tone: "success", text: "The time can be booked again." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Blocked time, ${data.name}, ${data.time}` : "Blocked time" }];

export default function BlockPage() {
  const { absenceHref, name, slug, date, time, zone, reason, later } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const backHref = paths.adminToday({ date, staff: slug });
  return (
    <Page title="Blocked time" lede={name} width="narrow" back={{ href: backHref, label: "Day sheet" }}>
      <Card>
        <Facts
          facts={[
            { label: "When", icon: "clock", value: `${time}, ${zone}` },
            { label: "Reason", icon: "note", value: reason },
            { label: "Repeated", icon: "calendar", value: later > 0 ? `${later} more ${later === 1 ? "week" : "weeks"} after this one` : null },
          ]}
        />
        {absenceHref && (
          <p>
            <a href={absenceHref}>See what became of the appointments</a>
          </p>
        )}
        <form method="post" className="form">
          <ErrorSummary form={form} />
          <div className="form-actions">
            <Button tone="danger" name="which" value="one">
              {later > 0 ? "Unblock this week" : "Unblock this time"}
            </Button>
            {later > 0 && (
              <Button tone="quiet" name="which" value="later">
                Unblock this and all later weeks
              </Button>
            )}
            <ButtonLink tone="link" href={backHref}>
              Keep it blocked
            </ButtonLink>
          </div>
        </form>
      </Card>
    </Page>
  );
}
