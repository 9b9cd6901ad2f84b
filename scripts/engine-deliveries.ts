/** Sends webhooks after each change and once a second, one round at a time. Returns a function that stops it. */
export function deliverRegularly(deliver: () => Promise<number>): { soon(): void; stop(): void } {
  let running = false;
  let again = false;

  function round(): void {
    again = running;
    if (running) return;
    running = true;
    void deliver()
      .catch((error: Error) => process.stderr.write(`webhooks: ${error.message}\n`))
      .finally(() => {
        running = false;
        if (again) round();
      });
  }
  const timer = setInterval(round, 1_000);
  return { soon: () => setImmediate(round), stop: () => clearInterval(timer) };
}
