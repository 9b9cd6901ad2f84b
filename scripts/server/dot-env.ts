import { existsSync } from "node:fs";

/** Read `.env` in the working directory, if there is one. Existing environment variables win. */
export function loadDotEnv(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}
