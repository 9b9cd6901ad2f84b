import type { LookAt } from "#app/lib/errors.ts";
import { Notice } from "./notice.tsx";

/** What a change leaves behind, each with a link to it. As children: the button that goes on all the same. */
export function LookAtNotice({ title, lookAt, children }: { title: string; lookAt: LookAt; children: React.ReactNode }) {
  return (
    <Notice tone="warn" role="status" title={title}>
      <p>They stay as they are. Move or cancel those that cannot take place.</p>
      <ul className="look-at">
        {lookAt.items.map(({ href, text }) => <li key={href}><a href={href}>{text}</a></li>)}
        {lookAt.more > 0 && <li>and {lookAt.more} more</li>}
      </ul>
      <div className="form-actions">{children}</div>
    </Notice>
  );
}
