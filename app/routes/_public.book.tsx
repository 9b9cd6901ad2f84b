import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { visitor } from "#app/auth/procedures.server.ts";
import { bookStep, BookSearch } from "#app/availability/book-step.server.ts";
import { ChoiceList } from "#app/components/choice-list.tsx";
import { Card } from "#app/components/card.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Page } from "#app/components/page.tsx";
import { Unbroken } from "#app/components/unbroken.tsx";

export const loader = visitor.input({ search: BookSearch }).query(async ({ input, ctx }) => {
  const step = bookStep(ctx.app, input.search);
  if (step.name === "done") throw redirect(step.href);
  return step;
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? "Book an appointment" }];

export default function BookPage() {
  const step = useLoaderData<typeof loader>();
  return (
    <Page title={step.title} lede={step.lede && <Unbroken text={step.lede} />} back={step.back}>
      <Card>
        {step.choices.length > 0
          ? <ChoiceList choices={step.choices} />
          : <EmptyState title="Nothing can be booked yet" text="Please check again later." />}
      </Card>
    </Page>
  );
}
