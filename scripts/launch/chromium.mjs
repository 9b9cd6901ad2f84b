import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of Chromium: the system's or Playwright's. Null if there is none. */
export async function findChromium() {
  const system = [process.env.CHROMIUM_PATH ?? "", ...SYSTEM].find((path) => path !== "" && existsSync(path));
  if (system) return system;
  const { chromium } = await import("playwright");
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** Install Debian's Chromium if permitted. Returns whether there is one now. */
export async function ensureChromium() {
  if (await findChromium()) return true;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.error("Installing Chromium for the browser tests ...");
    try {
      execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
      execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
        stdio: "inherit",
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
    } catch {
      return false;
    }
  }
  return (await findChromium()) !== null;
}
