import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { atDesk } from "#app/bookings/catalogue/by.ts";
import { saveOffers } from "#app/bookings/catalogue/save-offers.server.ts";
import { OFFER_KINDS, OffersForm, offersPage } from "#app/catalog/offers-page.server.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { CatalogueForm } from "#app/components/catalogue-form.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { redirectWithFlash } from "#app/lib/flash.server.ts";
import { formState } from "#app/lib/form-state.ts";
import { paths } from "#app/lib/paths.ts";

const params = z.object({ kind: z.enum(OFFER_KINDS), id: z.string().min(1).max(60) });

export const loader = admin.input({ params }).query(async ({ input, ctx }) => offersPage(ctx.app, input.params.kind, input.params.id));

export const action = admin.input({ params, form: OffersForm }).mutation(async ({ input, ctx }) => {
  const { kind, id } = input.params;
  saveOffers(ctx.app, atDesk(ctx), kind, id, input.form);
  const { chosen, name } = offersPage(ctx.app, kind, id);
  const text = chosen.length === 0 ? "Saved. Nothing of it can be booked now." : kind === "services" ? `Saved. ${name} can be booked.` : `Saved. ${name} can be booked for it.`;
  return redirectWithFlash(paths.adminOffers(kind, id), { tone: "success", text });
});

const titleOf = (kind: string, name: string) => (kind === "services" ? `Who does ${name}` : `What ${name} does`);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? titleOf(data.kind, data.name) : "Who does what" }];

export default function OffersPage() {
  const { kind, id, name, groups, chosen, version, isWithCalcom } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = formState(answer?.lastResult);
  const isForm = form.refused ? new Set(form.values("chosen")) : new Set(chosen);
  const backHref = kind === "services" ? paths.adminService(id) : paths.adminStaffMember(id);
  return (
    <Page title={titleOf(kind, name)} back={{ href: backHref, label: name }}>
      {isWithCalcom && (
        <Notice title="Each is booked through an event type at Cal.com">
          <p>
            Choose or make it on <a href={paths.adminMapping()}>Services and people</a>; until then only the default one, if there is one, books it.
          </p>
        </Notice>
      )}
      <Card>
        {groups.length === 0 ? (
          <EmptyState icon="person" title={kind === "services" ? "Nobody takes appointments yet" : "There is no service yet"}>
            <ButtonLink href={kind === "services" ? paths.adminNewStaff() : paths.adminNewService()}>
              {kind === "services" ? "Add a person" : "Add a service"}
            </ButtonLink>
          </EmptyState>
        ) : (
          <CatalogueForm form={form} lookAt={answer?.lookAt} standing={{ now: {}, version, labels: {} }} save="Save" backHref={backHref}>
            {groups.map(({ legend, options }) => (
              <fieldset className="field" key={legend}>
                <legend className="field-label">{legend}</legend>
                <div className="options options-columns">
                  {options.map(({ value, label }) => (
                    <label className="option" key={value}>
                      <input type="checkbox" name="chosen" value={value} defaultChecked={isForm.has(value)} />
                      <span>{label}</span>
                    </label>
                  ))}
                </div>
              </fieldset>
            ))}
          </CatalogueForm>
        )}
      </Card>
    </Page>
  );
}
