import type { ActionFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { changeWording } from "#app/notifications/wording/change.server.ts";
import { TypedWording, WordingForm, WordingParams } from "#app/notifications/wording/form.ts";
import { lookAtWording, wordingPage } from "#app/notifications/wording/page.server.ts";
import { Preview } from "./preview.tsx";
import { useLivePreview } from "./use-live-preview.ts";
import { UsualWords } from "./usual-words.tsx";
import { WordingFields } from "./wording-fields.tsx";

export const handle = { hydrate: true };

export const loader = admin.input({ params: WordingParams }).query(async ({ input, ctx }) => wordingPage(ctx.app, input.params.kind, {}));

const save = admin.input({ params: WordingParams, form: ({ params }) => WordingForm(WordingParams.parse(params).kind) }).mutation(async ({ input, ctx }) => {
  changeWording(ctx.app, { actor: actorOf(ctx.viewer), correlationId: ctx.requestId }, input.params.kind, input.form);
  return redirectWithFlash(paths.adminWordings(), { tone: "success", text: "Saved. Messages written from now on say it like this." });
});

const look = admin.input({ params: WordingParams, form: TypedWording }).look(async ({ input, ctx }) => lookAtWording(ctx.app, input.params.kind, input.form));

export const action = async (args: ActionFunctionArgs) => (new URL(args.request.url).searchParams.has("look") ? look(args) : save(args));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Wording: ${data.label}` : "Wording" }];

export default function WordingPage() {
  const page = useLoaderData<typeof loader>();
  const { kind, label, when, written, usual, variables } = page;
  const answer = useActionData<typeof action>();
  const form = formState(answer?.lastResult, { ...written, sms: written.sms ?? undefined });
  const looked = answer && "shown" in answer ? answer.shown : null;
  const { latest, refresh } = useLivePreview(paths.adminWordingPreview(kind));
  const shown = latest ?? looked ?? (form.refused ? null : page);
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
