const DAY_SECONDS = 86_400;

export const corsHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers":
    "X-RateLimit-Limit-Default, X-RateLimit-Remaining-Default, X-RateLimit-Reset-Default, X-Request-Id",
};

export const preflightHeaders = {
  ...corsHeaders,
  "Access-Control-Allow-Methods": "GET, PATCH, DELETE, HEAD, POST, PUT, OPTIONS",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Accept, Origin, cal-api-version, x-cal-client-id, x-cal-secret-key, X-Request-Id",
  "Access-Control-Max-Age": String(DAY_SECONDS),
};
