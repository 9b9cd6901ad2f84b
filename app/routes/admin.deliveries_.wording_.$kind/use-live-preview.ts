import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, type FormEvent } from "react";
import { previewAction } from "#app/lib/preview.ts";

/** A pause in typing. */
const PAUSE_MS = 400;

/** With JavaScript the preview is refreshed at every pause in typing; without, there is the button. A failed preview leaves the last one. */
export function useLivePreview<Action>(action: string) {
  const fetcher = useFetcher<Action>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef<typeof fetcher.data | null>(null);
  if (fetcher.data) latest.current = fetcher.data;
  useEffect(() => () => clearTimeout(timer.current), []);
  const refresh = ({ currentTarget: form }: FormEvent<HTMLFormElement>) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => fetcher.submit(form, { method: "post", action: previewAction(action) }), PAUSE_MS);
  };
  return { latest: latest.current, refresh };
}
