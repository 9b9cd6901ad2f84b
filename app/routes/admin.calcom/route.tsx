import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { CalcomTabs } from "#app/components/calcom-tabs.tsx";
import { Card } from "#app/components/card.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Page } from "#app/components/page.tsx";
import { connectionPage } from "#app/connection/page.server.ts";
import { registerWebhook } from "#app/connection/register-webhook.server.ts";
import { ConnectionForm, saveSettings, switchCalcom } from "#app/connection/settings-form.server.ts";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { ConnectionTest } from "./connection-test.tsx";
import { SettingsFields } from "./settings-fields.tsx";
import { BookingSwitch } from "./booking-switch.tsx";

const search = z.object({ test: z.string().optional() });

export const loader = admin.input({ search }).query(async ({ input, ctx }) => connectionPage(ctx.app, ctx.origin, input.search.test !== undefined));

export const action = admin.input({ form: ConnectionForm }).mutation(async ({ input: { form }, ctx }) => {
  const by = { viewer: ctx.viewer, correlationId: ctx.requestId };
  if (form.intent === "register") {
    await registerWebhook(ctx.app, ctx.origin);
    return redirectWithFlash(paths.adminCalcom({ test: "1" }), { tone: "success", text: "The webhook is registered." });
  }
  if (form.intent === "save") {
    saveSettings(ctx.app, by, form);
    return redirectWithFlash(paths.adminCalcom(), { tone: "success", text: "The settings were saved." });
  }
  const isOn = form.intent === "switch-on";
  switchCalcom(ctx.app, by, isOn);
  return redirectWithFlash(paths.adminCalcom(), { tone: "success", text: isOn ? "Booking is switched on. What waited is being sent." : "Booking is switched off." });
});

export const meta: MetaFunction = () => [{ title: "Cal.com" }];

export default function CalcomPage() {
  const page = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, page.settings);
  return (
    <Page title="Cal.com" lede={page.isAtCalcom ? `Bookings are made at ${page.apiUrl}.` : "Bookings are made in the embedded engine. With an API key they are made at Cal.com."}>
      <CalcomTabs here="settings" />
      <ErrorSummary form={form} />
      <BookingSwitch page={page} />
      <ConnectionTest checks={page.checks} />
      <Card title="Settings"><SettingsFields page={page} form={form} /></Card>
    </Page>
  );
}
