import { publicProcedure } from "#app/lib/procedure.server.ts";
import { readCompany } from "#app/settings/company.server.ts";

/** The company's hue: pages may carry no styles of their own. Asked for with the hue in its address, it never changes. */
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
