/** The server cannot start, for a reason its owner can fix: shown as one line, without a stack. */
export class StartupError extends Error {
  override name = "StartupError";
}

/** What to print about any failure of the start. */
export function startupMessage(error: unknown, at: { host: string; port: number } | null = null): string {
  const { code } = error as NodeJS.ErrnoException;
  if (at && code === "EADDRINUSE") return `Port ${at.port} is taken: another program listens on ${at.host}. Stop it, or choose another with PORT=3001.`;
  if (at && code === "EACCES") return `Port ${at.port} on ${at.host} may not be opened by this user. Choose one above 1023 with PORT=3000.`;
  if (at && code === "EADDRNOTAVAIL") return `${at.host} is not an address of this machine: check HOST.`;
  if (code === "SQLITE_BUSY") return "The database is busy: another process has been writing to it for some seconds. Try again in a moment.";
  if (code?.startsWith("ERR_PARSE_ARGS")) return (error as Error).message;
  if (error instanceof StartupError || (error instanceof Error && error.message.startsWith("The environment is not usable"))) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
