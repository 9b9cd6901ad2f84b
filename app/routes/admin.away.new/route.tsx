import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { beginAbsence } from "#app/bookings/absences/begin.server.ts";
import { AbsenceForm, AbsenceSearch } from "#app/bookings/absences/form.ts";
import { askedAbsence, newAbsencePage } from "#app/bookings/absences/new-page.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { Choose } from "./choose.tsx";
import { Confirm } from "./confirm.tsx";
import { When } from "./when.tsx";

export const loader = admin.input({ search: AbsenceSearch }).query(async ({ input, ctx }) => newAbsencePage(ctx.app, ctx.viewer, input.search, ctx.requestId));

export const action = admin.input({ form: AbsenceForm }).mutation(async ({ input, ctx }) => {
  const { reason, rows, key, when } = input.form;
  const absence = beginAbsence(ctx.app, ctx.viewer, { ...askedAbsence(ctx.app, ctx.viewer, input.form), reason, rows, isNow: when === "now", formKey: key, correlationId: ctx.requestId });
  return redirectWithFlash(paths.adminAbsence(absence.id), { tone: "success", text: "The time is blocked: nobody can be booked into it." });
});

const TITLES = { when: "Somebody is away", choose: "What becomes of each appointment", confirm: "Please confirm" };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? TITLES[data.step] : "Somebody is away" }];

export default function NewAbsencePage() {
  const data = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult);
  const lede = data.step === "when" ? "Their time is blocked, and each appointment in it is reassigned, offered other times or cancelled." : `${data.person}, ${data.period}`;
  return (
    <Page
      title={TITLES[data.step]}
      lede={lede}
      width={data.step === "when" ? "narrow" : "normal"}
      back={
        data.step === "when"
          ? { href: paths.adminToday({ staff: data.values.staff }), label: "Day sheet" }
          : {
              href: data.step === "confirm" ? data.backHref : paths.adminNewAbsence({ staff: data.values.staff, date: data.values.from.slice(0, 10) }),
              label: data.step === "confirm" ? "Choose again" : "Another time",
            }
      }
      actions={
        data.step === "when" && (
          <ButtonLink tone="quiet" href={paths.adminAbsences()}>
            Who is away
          </ButtonLink>
        )
      }
    >
      <ErrorSummary form={form} />
      {data.step !== "when" && data.elsewhere > 0 && (
        <Notice>{`${
          data.elsewhere === 1 ? "One more appointment is" : `${data.elsewhere} more appointments are`
        } being dealt with already, by another absence.`}</Notice>
      )}
      {data.step === "when" && <When people={data.people} values={data.values} fault={data.fault} />}
      {data.step === "choose" && <Choose rows={data.rows} values={data.values} />}
      {data.step === "confirm" && <Confirm shown={data.shown} rows={data.rows} values={data.values} formKey={data.key} />}
      {data.isWithCalcom && (
        <p className="field-hint">
          Cal.com’s own booking pages do not know about time blocked here. If people book there, add it as out of office there as well.
        </p>
      )}
    </Page>
  );
}
