import { Form } from "@remix-run/react";
import { Button, HiddenFields } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";
import type { ShownMessage } from "#app/notifications/deliveries.server.ts";

export function Messages({ messages }: { messages: ShownMessage[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Messages">
      <table className="table">
        <thead>
          <tr><th scope="col">Written</th><th scope="col">What</th><th scope="col">What became of it</th><th scope="col">Again</th></tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <tr key={message.id} data-message={message.state}>
              <td>{message.written}</td>
              <td>
                {message.bookingId ? <a href={paths.booking(message.bookingId)}>{message.subject}</a> : message.subject}<br />
                <span className="field-hint">{message.recipient || "Nobody"}</span>
                <details>
                  <summary>Text</summary>
                  {message.text.split("\n").map((line, n) => <p key={n}>{line}</p>)}
                  {message.facts.map(({ label, value }) => <p key={label}>{label}: {value}</p>)}
                </details>
              </td>
              <td>{message.standing}<br /><span className="field-hint">{message.detail}</span></td>
              <td>
                {message.mayResend && (
                  <Form method="post" preventScrollReset>
                    <HiddenFields fields={{ id: message.id }} />
                    <Button tone="quiet" aria-label={`Send again: ${message.subject}`}>Send again</Button>
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
