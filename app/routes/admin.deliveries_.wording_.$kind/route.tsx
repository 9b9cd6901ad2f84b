import type { ClientLoaderFunctionArgs, MetaFunction } from "@remix-run/react";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { changeWording } from "#app/notifications/wording/change.server.ts";
import { WordingDraft, WordingForm, WordingParams } from "#app/notifications/wording/form.ts";
import { wordingPage } from "#app/notifications/wording/page.server.ts";
import { Preview } from "./preview.tsx";
import { useLivePreview } from "./use-live-preview.ts";
import { UsualWords } from "./usual-words.tsx";
import { WordingFields } from "./wording-fields.tsx";

export const handle = { hydrate: true };

/** What is being written stands in the address, so looking at it changes nothing. */
export const loader = admin.input({ params: WordingParams, search: WordingDraft }).query(async ({ input, ctx }) => wordingPage(ctx.app, input.params.kind, input.search));

/** A preview that does not come must not take the page, and what is typed on it, with it. */
export const clientLoader = ({ serverLoader }: ClientLoaderFunctionArgs) => serverLoader<typeof loader>().catch(() => null);

export const action = admin.input({ params: WordingParams, form: ({ params }) => WordingForm(WordingParams.parse(params).kind) }).mutation(async ({ input, ctx }) => {
  changeWording(ctx.app, { actor: actorOf(ctx.viewer), correlationId: ctx.requestId }, input.params.kind, input.form);
  return redirectWithFlash(paths.adminWordings(), { tone: "success", text: "Saved. Messages written from now on say it like this." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Wording: ${data.label}` : "Wording" }];

export default function WordingPage() {
  const page = useLoaderData<typeof loader>();
  const { kind, label, when, written, usual, variables } = page;
  const form = formState(useActionData<typeof action>()?.lastResult, { ...written, sms: written.sms ?? undefined });
  const { latest, refresh } = useLivePreview<typeof clientLoader>(paths.adminWording(kind));
  const shown = latest ?? (form.refused ? null : page);
  return (
    <Page title={label} lede={`${when}.`} width="wide" back={{ href: paths.adminWordings(), label: "Wording of messages" }}>
      <div className="wording">
        <div className="stack">
          <WordingFields form={form} isTexted={written.sms !== null} sendsTexts={page.sendsTexts} action={paths.adminWording(kind)} variables={variables} onInput={refresh} />
          <UsualWords kind={kind} usual={usual} />
        </div>
        <Preview shown={shown} />
      </div>
    </Page>
  );
}
