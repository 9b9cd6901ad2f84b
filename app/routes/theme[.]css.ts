import { publicProcedure } from "#app/lib/procedure.server.ts";
import { readCompany } from "#app/settings/company.server.ts";

/** The company's hue, since inline styles are forbidden. The hue is part of the URL, so it can be cached forever. */
export const loader = publicProcedure.query(async ({ ctx, request }) => {
  const { brandHue } = readCompany(ctx.app.db);
  const named = new URL(request.url).searchParams.get("v") === String(brandHue);
  return new Response(`:root{--brand-hue:${brandHue}}`, {
    headers: {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": named ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate",
    },
  });
});
