import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { admin } from "#app/auth/procedures.server.ts";
import { Card } from "#app/components/card.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";
import { wordingList } from "#app/notifications/wording/page.server.ts";

export const loader = admin.query(async ({ ctx }) => ({ groups: wordingList(ctx.app) }));

export const meta: MetaFunction = () => [{ title: "Wording of messages" }];

const WAYS = { mail: "mail", sms: "SMS" };

export default function WordingsPage() {
  const { groups } = useLoaderData<typeof loader>();
  return (
    <Page title="Wording of messages" lede="What each message says. Changes apply to messages written from then on." back={{ href: paths.adminDeliveries(), label: "Messages" }}>
      {groups.map(({ title, kinds }) => (
        <Card key={title} title={title}>
          <ul className="wordings">
            {kinds.map(({ kind, label, when, isTexted, changed }) => (
              <li key={kind} data-wording={kind}>
                <span><a href={paths.adminWording(kind)}>{label}</a><span className="field-hint">{when}</span></span>
                <span className="wordings-ways">
                  {changed.length > 0 && <span className="badge badge-warn">Your words: {changed.map((way) => WAYS[way]).join(", ")}</span>}
                  <span className="field-hint">{isTexted ? "Mail and SMS" : "Mail"}</span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </Page>
  );
}
