import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { admin } from "#app/auth/procedures.server.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { CalendarPart } from "#app/components/calendar-part.tsx";
import { Card } from "#app/components/card.tsx";
import { Facts } from "#app/components/facts.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Page } from "#app/components/page.tsx";
import { paths } from "#app/lib/paths.ts";
import { messagePage } from "#app/notifications/message-page.server.ts";

export const loader = admin.input({ params: z.object({ id: z.string() }) }).query(async ({ input, ctx }) => {
  ctx.frameOrigins.push("'self'");
  return messagePage(ctx.app, input.params.id, ctx.origin);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Message: ${data.subject}` : "Message" }];

const TONES = { queued: "info", sending: "info", sent: "good", retrying: "warn", failed: "bad", suppressed: "info" } as const;

export default function MessagePage() {
  const message = useLoaderData<typeof loader>();
  const { subject, state, standing, detail, hint } = message;
  const actions = (
    <>
      {message.bookingId && <ButtonLink tone="quiet" href={paths.booking(message.bookingId)}>The appointment</ButtonLink>}
      {message.mayResend && <Form method="post" action={paths.adminDeliveryResend(message.id)}><Button tone="quiet">Send again</Button></Form>}
    </>
  );
  return (
    <Page title={subject} lede={`${message.kind}, written ${message.written}. ${message.zone}.`} back={{ href: paths.adminDeliveries(), label: "Messages" }} actions={actions}>
      <div data-message={state} className="stack">
        <Notice tone={TONES[state]} title={standing}>
          {detail !== "" && <p className="message-said">{detail}</p>}
          {hint && <p>{hint}</p>}
        </Notice>
        <Card>
          <Facts
            facts={[
              { label: "To", icon: "person", value: message.recipient || "Nobody" },
              { label: "From", icon: "mail", value: message.from },
              { label: "Replies go to", icon: "mail", value: message.replyTo },
              { label: "Tries", icon: "clock", value: message.attempts },
              { label: message.isMail ? "Message-ID" : "Twilio’s SID", icon: "info", value: message.messageId },
            ]}
          />
        </Card>
        {message.isMail && (
          <Card title="As a mail program shows it">
            <iframe className="message-frame" src={paths.adminDeliveryHtml(message.id)} title="The message as HTML" sandbox="" />
          </Card>
        )}
        <Card title="As text">
          <pre className="message-source">{message.text}</pre>
          {message.calendar && <CalendarPart {...message.calendar} file={paths.adminDeliveryCalendar(message.id)} />}
        </Card>
      </div>
    </Page>
  );
}
