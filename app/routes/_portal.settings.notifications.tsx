import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ChoicesForm, choicesPage } from "#app/auth/message-choices.server.ts";
import { signedIn } from "#app/auth/procedures.server.ts";
import { chooseMessages } from "#app/bookings/reminders/choose.server.ts";
import { MessageChoices } from "#app/components/message-choices.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

export const loader = signedIn.query(async ({ ctx }) => choicesPage(ctx.app, ctx.user.id));

export const action = signedIn.input({ form: ChoicesForm }).mutation(async ({ input, ctx }) => {
  chooseMessages(ctx.app, ctx.user.id, input.form);
  return redirectWithFlash(paths.notificationSettings(), { tone: "success", text: "Saved." });
});

export const meta: MetaFunction = () => [{ title: "Messages to you" }];

export default function NotificationsPage() {
  const form = formState(useActionData<typeof action>()?.lastResult);
  return <Page title="Messages to you" lede="What you want to be told, and how."><MessageChoices form={form} choices={useLoaderData<typeof loader>()} /></Page>;
}
