/** What is said once after a change: that it is done, or, while the far end has not answered, that it is not yet. */
export function changedMessage({ syncState }: { syncState: "pushing" | "failed" | "synced" }, done: string): { tone: "success" | "info"; text: string } {
  if (syncState !== "pushing") return { tone: "success", text: done };
  return { tone: "info", text: "Your change was accepted and is on its way; the calendar has not confirmed it yet. Look again in a minute." };
}
