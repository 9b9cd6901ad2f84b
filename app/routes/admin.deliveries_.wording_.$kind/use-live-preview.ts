import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, type FormEvent } from "react";

const PAUSE_MS = 400;

/** With JavaScript the form is looked at again whenever whoever types it pauses; without, there is the button. A look that fails leaves the one before. */
export function useLivePreview<Loader>(action: string) {
  const fetcher = useFetcher<Loader>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef<typeof fetcher.data | null>(null);
  if (fetcher.data) latest.current = fetcher.data;
  useEffect(() => () => clearTimeout(timer.current), []);
  const refresh = ({ currentTarget: form }: FormEvent<HTMLFormElement>) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => fetcher.submit(form, { method: "get", action }), PAUSE_MS);
  };
  return { latest: latest.current, refresh };
}
