import type { ComponentProps } from "react";

export type ButtonTone = "primary" | "quiet" | "danger" | "link";

export function Button({ tone = "primary", type = "submit", ...rest }: { tone?: ButtonTone } & Omit<ComponentProps<"button">, "className">) {
  return <button type={type} {...rest} className={`button button-${tone}`} />;
}

export function ButtonLink({ tone = "primary", ...rest }: { tone?: ButtonTone; href: string } & Omit<ComponentProps<"a">, "className">) {
  return <a {...rest} className={`button button-${tone}`} />;
}

/** Values that travel with a form unseen. */
export function HiddenFields({ fields, form }: { fields: Record<string, string>; form?: string }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} form={form} />);
}
