import type { MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, isRouteErrorResponse, useLoaderData, useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { ButtonLink } from "./components/button.tsx";
import { ErrorPage } from "./components/error-page.tsx";
import { Shell } from "./components/shell.tsx";
import { visitor } from "./auth/procedures.server.ts";
import { deskRole } from "./auth/viewer.ts";
import { takeFlash } from "./lib/flash.server.ts";
import { errorWords } from "./lib/error-words.ts";
import { unlessPreview } from "./lib/preview.ts";
import { paths } from "./lib/paths.ts";
import { readTheme } from "./lib/theme.server.ts";
import { readCompany } from "./settings/company.server.ts";
import appCss from "./styles/app.css?url";

export const loader = visitor.query(async ({ ctx, request }) => {
  const company = readCompany(ctx.app.db);
  const { pathname, search } = new URL(request.url);
  return {
    company: company.name,
    brandHue: company.brandHue,
    viewer: ctx.user && { name: ctx.user.name },
    desk: deskRole(ctx.viewer),
    theme: await readTheme(request),
    flash: await takeFlash(request, ctx.responseHeaders),
    here: pathname + search,
    nonce: ctx.nonce,
  };
});

export const shouldRevalidate = unlessPreview;

export const meta: MetaFunction = ({ error }) => (error === undefined ? [] : [{ title: errorWords(failureOf(error)).title }]);

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const hydrates = useMatches().some((match) => (match.handle as { hydrate?: boolean } | undefined)?.hydrate);
  return (
    <html lang="en" data-theme={data && data.theme !== "system" ? data.theme : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={appCss} />
        <link rel="stylesheet" href={`/theme.css?v=${data?.brandHue ?? 0}`} />
        <Links />
      </head>
      <body>
        {children}
        {hydrates && <ScrollRestoration nonce={data?.nonce} />}
        {hydrates && <Scripts nonce={data?.nonce} />}
      </body>
    </html>
  );
}

export default function Root() {
  const { company, viewer, desk, theme, flash, here } = useLoaderData<typeof loader>();
  return (
    <Shell company={company} viewer={viewer} desk={desk} theme={theme} flash={flash} here={here}>
      <Outlet />
    </Shell>
  );
}

/** The error page: a sentence, what to do, and a reference to find the log line by. */
export function ErrorBoundary() {
  const error = useRouteError();
  const data = useRouteLoaderData<typeof loader>("root");
  const { title, text, reference } = errorWords(failureOf(error));
  return (
    <Shell company={data?.company ?? "Frontdesk"} viewer={data?.viewer ?? null} theme={data?.theme ?? "system"} here={data?.here ?? "/"}>
      <ErrorPage title={title} text={text} reference={reference}>
        <ButtonLink href={paths.book()}>Book an appointment</ButtonLink>
        <ButtonLink href={paths.home()} tone="quiet">
          Go to the start page
        </ButtonLink>
      </ErrorPage>
    </Shell>
  );
}

function failureOf(error: unknown): { status: number; data: unknown } {
  return isRouteErrorResponse(error) ? { status: error.status, data: error.data } : { status: 500, data: null };
}
