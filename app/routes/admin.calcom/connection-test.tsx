import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Icon } from "#app/components/icon.tsx";
import { Notice } from "#app/components/notice.tsx";
import type { Check } from "#app/connection/check.ts";

/** The test changes nothing, so it is a GET. */
export function ConnectionTest({ checks }: { checks: Check[] | null }) {
  const isFine = checks?.every(({ state }) => state !== "bad");
  return (
    <Card title="Connection">
      {checks === null && <p>Asks Cal.com whether the key, the team, the event types and the webhook are as they have to be.</p>}
      {checks && (
        <div className="stack" role="status">
          {checks.filter(({ state }) => state !== "good").map(({ name, state, text, remedy }) => (
            <Notice key={name + text} tone={state} title={`${name}: ${text}`}>{remedy}</Notice>
          ))}
          <ul className="checks">
            {checks.filter(({ state }) => state === "good").map(({ name, text }) => (
              <li key={name + text}><Icon name="check" /><span><strong>{name}</strong> {text}</span></li>
            ))}
          </ul>
        </div>
      )}
      <div className="cluster">
        <Form method="get"><Button name="test" value="1" tone={checks ? "quiet" : "primary"}>{checks ? "Test again" : "Test the connection"}</Button></Form>
        {checks && checks.some(({ name }) => name === "Webhook") && (
          <Form method="post"><Button name="intent" value="register" tone={isFine ? "quiet" : "primary"}>Register the webhook</Button></Form>
        )}
      </div>
    </Card>
  );
}
