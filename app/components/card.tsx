import type { ReactNode } from "react";

/** A surface; its sections are 32px apart. With a title it is a region named by it. */
export function Card({ title, children }: { title?: string; children: ReactNode }) {
  if (!title) return <div className="card">{children}</div>;
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
