import type { ActionFunctionArgs, MetaFunction, SerializeFrom } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { useActionData, useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { isPreview, unlessPreview } from "#app/lib/preview.ts";
import { paths } from "#app/lib/paths.ts";
import { changeWording } from "#app/notifications/wording/change.server.ts";
import { TypedWording, WordingForm, WordingParams } from "#app/notifications/wording/form.ts";
import { previewWording, wordingPage, type LookedAtWording } from "#app/notifications/wording/page.server.ts";
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

const preview = admin.input({ params: WordingParams, form: TypedWording }).preview(async ({ input, ctx }) => previewWording(ctx.app, input.params.kind, input.form));

export const action = async (args: ActionFunctionArgs) => (isPreview(args.request.url) ? preview(args) : save(args));

/** Only the preview is requested by script. If it fails, it must not discard the page and what was typed on it. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => serverAction<typeof action>().catch(() => null);

export const shouldRevalidate = unlessPreview;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Wording: ${data.label}` : "Wording" }];

/** Null without a preview, or if none could be read. */
function shownIn(answer: SerializeFrom<typeof action> | null | undefined): LookedAtWording | null {
  return answer && "shown" in answer ? answer.shown : null;
}

export default function WordingPage() {
  const page = useLoaderData<typeof loader>();
  const { kind, label, when, written, usual, variables } = page;
  const answer = useActionData<typeof action>();
  const form = formState(answer?.lastResult, { ...written, sms: written.sms ?? undefined });
  const { latest, refresh } = useLivePreview<typeof action>(paths.adminWording(kind));
  const shown = shownIn(latest) ?? shownIn(answer) ?? (form.refused ? null : page);
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
