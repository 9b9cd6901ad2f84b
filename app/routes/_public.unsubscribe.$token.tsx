import { json, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readerOf, unsubscribe } from "#app/auth/message-choices.server.ts";
import { noStore } from "#app/auth/procedures.server.ts";
import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { paths } from "#app/lib/paths.ts";
import { TOPICS } from "#app/notifications/topics.ts";

const params = z.object({ token: z.string().max(200) });

/** GET changes nothing: mail programs prefetch links. */
export const loader = noStore.input({ params }).query(async ({ input, ctx }) => {
  const { what } = readerOf(ctx.app, input.params.token);
  return { label: what === "choose" ? "Everything that can be done without" : TOPICS[what].label };
});

/** By the button, or by a mail program in one click, which must not be redirected (RFC 8058, section 3.1). */
export const action = noStore.input({ params }).mutation(async ({ input, ctx, request }) => {
  unsubscribe(ctx.app, input.params.token);
  if (await isOneClick(request)) return json(null) as TypedResponse<never>;
  return redirectWithFlash(paths.unsubscribe(input.params.token), { tone: "success", text: "You get no more of these mails." });
});

async function isOneClick(request: Request): Promise<boolean> {
  const form = await request.formData().catch(() => null);
  return form?.get("List-Unsubscribe") === "One-Click";
}

export const meta: MetaFunction = () => [{ title: "Unsubscribe" }];

export default function UnsubscribePage() {
  const { label } = useLoaderData<typeof loader>();
  return (
    <Page title="Unsubscribe" width="narrow">
      <Card>
        <p>{label}: end these mails?</p>
        <form method="post"><div className="form-actions"><Button>End these mails</Button></div></form>
      </Card>
    </Page>
  );
}
