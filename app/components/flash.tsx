import type { Flash } from "#app/lib/flash.server.ts";
import { Notice } from "./notice.tsx";

const tones = { success: "good", info: "info", error: "bad" } as const;

/** A message shown once, after a redirect. */
export function FlashMessage({ tone, text }: Flash) {
  return (
    <div className="flash">
      <Notice tone={tones[tone]} role={tone === "error" ? "alert" : "status"}>{text}</Notice>
    </div>
  );
}
