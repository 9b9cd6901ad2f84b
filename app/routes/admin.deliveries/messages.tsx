import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";
import type { ShownMessage } from "#app/notifications/shown-message.ts";

export function Messages({ messages }: { messages: ShownMessage[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Messages">
      <table className="table table-stack">
        <thead>
          <tr><th scope="col">Written</th><th scope="col">Message</th><th scope="col">Outcome</th><th scope="col"><span className="visually-hidden">Again</span></th></tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <tr key={message.id} data-message={message.state}>
              <td>{message.written}</td>
              <td className="message-what">
                <a href={paths.adminDelivery(message.id)}>{message.subject}</a><br />
                <span className="field-hint">{message.kind}, to {message.recipient || "nobody"}</span>
              </td>
              <td className="message-what">{message.standing}<br /><span className="field-hint">{message.detail}</span></td>
              <td>
                {message.mayResend && (
                  <Form method="post" action={paths.adminDeliveryResend(message.id)}>
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
