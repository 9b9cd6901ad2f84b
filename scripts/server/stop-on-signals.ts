const SAME_KEY_PRESS_MS = 1_000;

/**
 * The first signal stops gracefully, a second one at once. A terminal sends Ctrl-C to npm and to us, and npm forwards
 * its own: a second signal within a second is the same key press.
 */
export function stopOnSignals(stop: () => Promise<void>, say: (line: string) => void): void {
  let firstAtMs: number | null = null;
  const onSignal = () => {
    if (firstAtMs !== null) {
      if (performance.now() - firstAtMs > SAME_KEY_PRESS_MS) process.exit(1);
      return;
    }
    firstAtMs = performance.now();
    say("Stopping: running requests are finished first.");
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(String(error));
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
}
