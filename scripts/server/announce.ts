import type { RunningServer } from "./start-server.ts";

/** Print the address for the person at the terminal. On standard error, so that standard output stays one JSON line an event. */
export function announce(server: Pick<RunningServer, "url" | "setupUrl">, { demo }: { demo: boolean }): void {
  process.stderr.write(`${[...(demo ? demoLines(server.url) : startLines(server))].join("\n")}\n`);
}

function demoLines(url: string): string[] {
  return [
    "",
    `  Frontdesk's demo is at ${url}`,
    "",
    "  Sign in as   admin@frontdesk.test           the desk",
    "               ines@harbour-physio.example    one of the staff",
    "               user@frontdesk.test            a customer",
    "  Password     frontdesk-demo",
    "",
    "  Ctrl-C stops it; what you change is kept. Begin again with: npm run demo -- --reset",
    "",
  ];
}

function startLines({ url, setupUrl }: Pick<RunningServer, "url" | "setupUrl">): string[] {
  return [
    `Frontdesk is at ${url}`,
    ...(setupUrl ? ["", "There is no administrator yet. Open this address once to set up Frontdesk:", `  ${setupUrl}`, ""] : []),
  ];
}
