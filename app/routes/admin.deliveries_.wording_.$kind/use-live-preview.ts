import { useEffect, useRef, useState, type FormEvent } from "react";
import type { LookedAtWording } from "#app/notifications/wording/page.server.ts";

const PAUSE_MS = 400;

/** With JavaScript the form is looked at again whenever whoever types it pauses; without, there is the button. A look that fails leaves the one before. */
export function useLivePreview(address: string) {
  const [latest, setLatest] = useState<LookedAtWording | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const asking = useRef<AbortController>();
  const stop = () => {
    clearTimeout(timer.current);
    asking.current?.abort();
  };
  useEffect(() => stop, []);
  const refresh = ({ currentTarget: form }: FormEvent<HTMLFormElement>) => {
    stop();
    asking.current = new AbortController();
    const { signal } = asking.current;
    timer.current = setTimeout(() => void look(address, form, signal).then((looked) => looked && setLatest(looked), () => {}), PAUSE_MS);
  };
  return { latest, refresh };
}

async function look(address: string, form: HTMLFormElement, signal: AbortSignal): Promise<LookedAtWording | null> {
  const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(Object.fromEntries(new FormData(form))), signal });
  return answer.ok ? ((await answer.json()) as LookedAtWording) : null;
}
