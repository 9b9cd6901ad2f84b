import { Card } from "#app/components/card.tsx";
import { Facts } from "#app/components/facts.tsx";
import { Notice } from "#app/components/notice.tsx";
import type { LookedAtWording } from "#app/notifications/wording/page.server.ts";

/** What a reader would get, for an invented appointment. */
export function Preview({ shown }: { shown: LookedAtWording | null }) {
  return (
    <section className="stack wording-preview" id="preview" aria-label="Preview">
      <h2>Preview</h2>
      {shown ? <Looks {...shown} /> : <p className="field-hint">Correct what is said above, then preview again.</p>}
    </section>
  );
}

function Looks({ isSaved, preview: { subject, paragraphs, facts, sms, problems } }: LookedAtWording) {
  return (
    <>
      <p className="field-hint">{isSaved ? "As it is saved" : "As you typed it, not saved yet"}, for an invented appointment.</p>
      {problems.length > 0 && (
        <Notice tone="warn" title="It cannot be saved like this">
          <ul>{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul>
        </Notice>
      )}
      <Card>
        <article className="wording-mail" aria-label="The mail">
          <h3 dir="auto">{subject}</h3>
          {paragraphs.map((line, n) => <p key={n} dir="auto">{line}</p>)}
          {facts.length > 0 && <Facts facts={facts} />}
        </article>
      </Card>
      {sms && (
        <Card>
          <article className="wording-mail" aria-label="The SMS">
            <h3>SMS</h3>
            <p dir="auto">{sms.text}</p>
            <p className="field-hint" role="status">{sms.size}</p>
          </article>
        </Card>
      )}
    </>
  );
}
