import { ADMIN } from "../ends/ends.ts";

/** A browser with one cookie jar, no JavaScript. */
export interface Browser {
  get(path: string): Promise<Page>;
  post(path: string, fields: Record<string, string>): Promise<Page>;
}

export interface Page {
  status: number;
  text: string;
  location: string | null;
  ms: number;
}

export function openBrowser(url: string): Browser {
  const jar = new Map<string, string>();
  const load = async (path: string, init: RequestInit = {}): Promise<Page> => {
    const begun = performance.now();
    const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(url + path, { ...init, redirect: "manual", headers: { cookie, origin: url } });
    const text = await response.text();
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) jar.set(name, value ?? "");
    }
    return { status: response.status, text, location: response.headers.get("location"), ms: Math.round(performance.now() - begun) };
  };
  return { get: (path) => load(path), post: (path, fields) => load(path, { method: "POST", body: new URLSearchParams(fields) }) };
}

export async function signIn(browser: Browser): Promise<void> {
  const { status } = await browser.post("/sign-in", ADMIN);
  if (status !== 302) throw new Error(`Signing in answered ${status}`);
}

/** The form to book a time, filled in and not yet sent. */
export async function fillIn(browser: Browser, service: string, start: string, email: string): Promise<() => Promise<Page>> {
  const path = `/book/${service}/details?${new URLSearchParams({ branch: "main", start })}`;
  const key = /name="key" value="([^"]+)"/.exec((await browser.get(path)).text)?.[1];
  if (!key) throw new Error("The details form has no key");
  return () => browser.post(path, { key, start, name: "A visitor", email });
}
