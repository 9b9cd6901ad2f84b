import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { ChoicesForm, choicesPage, readerOf } from "#app/auth/message-choices.server.ts";
import { noStore } from "#app/auth/procedures.server.ts";
import { chooseMessages } from "#app/bookings/reminders/choose.server.ts";
import { MessageChoices } from "#app/components/message-choices.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ token: z.string().max(200) });

/** The same page for people without an account, through a link in their messages. */
export const loader = noStore.input({ params }).query(async ({ input, ctx }) => choicesPage(ctx.app, readerOf(ctx.app, input.params.token).userId));

export const action = noStore.input({ params, form: ChoicesForm }).mutation(async ({ input, ctx }) => {
  chooseMessages(ctx.app, readerOf(ctx.app, input.params.token).userId, input.form);
  return redirectWithFlash(paths.readerChoices(input.params.token), { tone: "success", text: "Saved." });
});

export const meta: MetaFunction = () => [{ title: "Messages to you" }];

export default function ReaderChoicesPage() {
  const form = formState(useActionData<typeof action>()?.lastResult);
  return <Page title="Messages to you" lede="What you want to be told, and how."><MessageChoices form={form} choices={useLoaderData<typeof loader>()} /></Page>;
}
