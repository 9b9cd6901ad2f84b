import { existsSync } from "node:fs";

/** Read `.env` of the working folder, if there is one. What the environment says already wins. */
export function loadDotEnv(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}
