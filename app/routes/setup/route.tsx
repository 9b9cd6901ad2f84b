import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { administratorFields, administratorRules, firstAdministrator } from "#app/auth/first-administrator.server.ts";
import { noStore } from "#app/auth/procedures.server.ts";
import { giveSessionCookie } from "#app/auth/session-cookie.server.ts";
import { isSetupToken } from "#app/auth/setup-token.server.ts";
import { practiceFields, practiceRules } from "#app/catalog/practice-form.server.ts";
import { setUpPractice } from "#app/catalog/set-up-practice.server.ts";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { AppError } from "#app/lib/errors.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { AdministratorSection, BranchSection, CompanySection, PersonSection, ServiceSection } from "./sections.tsx";

export const meta: MetaFunction = () => [{ title: "Set up Frontdesk" }];

/** Not found without the link printed at startup. */
const withLink = noStore.guard(({ request, ctx }) => {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  if (!isSetupToken(ctx.app.db, token)) throw new AppError("not_found", "There is no such page.");
  return { token };
});

const SetupForm = administratorRules(practiceRules(z.object({ ...administratorFields, ...practiceFields })));

export const loader = withLink.query(async ({ ctx }) => {
  const { name, timeZone, currency } = readCompany(ctx.app.db);
  return { company: ctx.app.env.companyName ? name : "", timeZone: ctx.app.env.timeZone ? timeZone : serverZone(), currency };
});

export const action = withLink.input({ form: SetupForm }).mutation(async ({ input: { form }, ctx }) => {
  const { sessionId } = await setUpPractice(ctx.app, form, form, await firstAdministrator(ctx.app, { ...form, token: ctx.token }));
  await giveSessionCookie(ctx, sessionId);
  return redirectWithFlash(paths.bookings(), { tone: "success", text: `Frontdesk is set up, and ${form.serviceName} can be booked. Try it with a booking of your own.` });
});

/** Most teams run the server where they work. */
function serverZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export default function SetupPage() {
  const { company, timeZone, currency } = useLoaderData<typeof loader>();
  const defaults = { company, timeZone, branchTimeZone: timeZone, minutes: "30", self: "on", from: "09:00", to: "17:00" };
  const form = formState(useActionData<typeof action>()?.lastResult, defaults);
  return (
    <Page title="Set up Frontdesk" lede="Five short parts, and people can book. Everything can be changed and added to later." width="narrow">
      <form method="post" noValidate className="stack stack-wide">
        <ErrorSummary form={form} />
        <AdministratorSection form={form} />
        <CompanySection form={form} />
        <BranchSection form={form} />
        <ServiceSection form={form} currency={currency} />
        <PersonSection form={form} />
        <div className="form-actions">
          <Button>Set up Frontdesk</Button>
        </div>
      </form>
    </Page>
  );
}
