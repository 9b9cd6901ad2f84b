import { paths } from "#app/lib/paths.ts";
import { Icon } from "./icon.tsx";

export type Theme = "light" | "dark" | "system";

const themes = [
  { value: "light", icon: "sun", label: "Light theme" },
  { value: "dark", icon: "moon", label: "Dark theme" },
  { value: "system", icon: "system", label: "System theme" },
] as const;

/** `returnTo` is the path and search of this page: where the answer redirects to. */
export function ThemeSwitch({ theme, returnTo }: { theme: Theme; returnTo: string }) {
  return (
    <form method="post" action={paths.theme()} className="theme-switch" aria-label="Theme">
      <input type="hidden" name="returnTo" value={returnTo} />
      {themes.map(({ value, icon, label }) => (
        <button key={value} name="theme" value={value} aria-pressed={theme === value} aria-label={label} title={label}>
          <Icon name={icon} size={18} />
        </button>
      ))}
    </form>
  );
}
