import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { makeApiToken } from "#app/auth/api-tokens.server.ts";
import { redirectWithToken, takeNewToken } from "#app/auth/new-token.server.ts";
import { signedIn } from "#app/auth/procedures.server.ts";
import { TokenForm } from "#app/auth/token-form.ts";
import { tokenPage } from "#app/auth/token-page.server.ts";
import { Card } from "#app/components/card.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { formState } from "#app/lib/form-state.ts";
import { NewTokenForm } from "./new-token-form.tsx";
import { TokenList } from "./token-list.tsx";

export const loader = signedIn.query(async ({ ctx, request }) => ({
  tokens: tokenPage(ctx.app, ctx.user),
  made: await takeNewToken(request, ctx),
  role: ctx.viewer.kind,
}));

export const action = signedIn.input({ form: TokenForm }).mutation(async ({ input, ctx }) => redirectWithToken(makeApiToken(ctx.app, ctx.viewer, input.form)));

export const meta: MetaFunction = () => [{ title: "Access tokens" }];

const REACH = {
  admin: "As an administrator's, they reach every booking.",
  staff: "They reach the bookings with you, and your own.",
  user: "They reach your own bookings.",
};

export default function TokensPage() {
  const { tokens, made, role } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, { access: "read" });
  return (
    <Page title="Access tokens" lede={`With a token, a program can use the JSON API in your name. ${REACH[role]}`}>
      {made && (
        <Notice tone="good" role="status" title="The token was made. Copy it now: it is not shown again.">
          <p className="address"><code>{made}</code></p>
        </Notice>
      )}
      <Card title="Your tokens"><TokenList tokens={tokens} /></Card>
      <Card title="A new token"><NewTokenForm form={form} /></Card>
    </Page>
  );
}
