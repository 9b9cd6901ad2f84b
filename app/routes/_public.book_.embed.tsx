import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { visitor } from "#app/auth/procedures.server.ts";
import { embedOf } from "#app/availability/embed.ts";
import { Card } from "#app/components/card.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";
import { readTheme } from "#app/lib/theme.server.ts";

export const loader = visitor.query(async ({ ctx, request }) => {
  const { calcomEmbed } = ctx.app.env;
  if (!calcomEmbed) throw redirect(paths.book());
  const embed = embedOf(calcomEmbed, await readTheme(request));
  ctx.frameOrigins.push(embed.origin);
  return embed;
});

export const meta: MetaFunction = () => [{ title: "Book at Cal.com" }];

export default function EmbedPage() {
  const { href, src } = useLoaderData<typeof loader>();
  return (
    <Page title="Book at Cal.com" back={{ href: paths.book(), label: "Book here" }}>
      <Card>
        <p>The calendar is Cal.com's own. If it does not appear, <a href={href}>open it at Cal.com</a>.</p>
        <div className="embed" data-embed-src={src} data-embed-title="Calendar of Cal.com" />
        <script src="/embed-frame.js" defer />
      </Card>
    </Page>
  );
}
