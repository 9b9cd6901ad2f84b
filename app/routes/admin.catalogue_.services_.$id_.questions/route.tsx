import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { QuestionsForm } from "#app/catalog/questions-form.ts";
import { questionsPage, saveQuestions } from "#app/catalog/questions.server.ts";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";
import { QuestionFields, questionLabels } from "./question-fields.tsx";

const params = z.object({ id: z.string().min(1).max(60) });

export const loader = admin.input({ params }).query(async ({ input, ctx }) => questionsPage(ctx.app, input.params.id));

export const action = admin.input({ params, form: QuestionsForm }).mutation(async ({ input, ctx }) => {
  saveQuestions(ctx.app, atDesk(ctx), input.params.id, { questions: input.form.question, version: input.form.version });
  ctx.app.gateway.forget();
  return redirectWithFlash(paths.adminQuestions(input.params.id), { tone: "success", text: "Saved. There is room for more below." });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Questions of ${data.name}` : "Questions" }];

export default function QuestionsPage() {
  const { id, name, now, version, rows, isWithCalcom } = useLoaderData<typeof loader>();
  const form = formState(useActionData<typeof action>()?.lastResult, now);
  const shown = Math.max(rows, form.values("question.label").length);
  return (
    <Page title={`Questions of ${name}`} lede="Asked of everybody who books it, beside name, e-mail and phone." back={{ href: paths.adminService(id), label: name }}>
      {isWithCalcom && <Notice title="Its event types are at Cal.com">A question needs the same field there: add it to the event types too.</Notice>}
      <Card>
        <CatalogueForm form={form} standing={{ now, version, labels: questionLabels(rows) }} save="Save the questions" backHref={paths.adminService(id)}>
          {Array.from({ length: shown }, (_, index) => <QuestionFields key={index} form={form} index={index} isNew={form.value(`question.slug[${index}]`) === ""} />)}
        </CatalogueForm>
      </Card>
    </Page>
  );
}
