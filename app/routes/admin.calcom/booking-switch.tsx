import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { Notice } from "#app/components/notice.tsx";
import { paths } from "#app/lib/paths.ts";

interface BookingSwitchProps {
  page: { isAtCalcom: boolean; isOn: boolean; switchedBy: "page" | "environment"; needsRestart: boolean; isKeyUnreadable: boolean };
}

/** Whether booking is on, and whether a restart is needed for new settings. */
export function BookingSwitch({ page: { isAtCalcom, isOn, switchedBy, needsRestart, isKeyUnreadable } }: BookingSwitchProps) {
  return (
    <>
      {needsRestart && (
        <Notice tone="warn" title="Restart Frontdesk to use what was entered">
          <p>
            Where bookings are made is decided at startup. After the next one it is {isAtCalcom ? "the embedded engine" : "Cal.com"}.
            {!isAtCalcom && <> Existing appointments <a href={paths.adminMove()}>stay here, or are made at Cal.com as well</a>.</>}
          </p>
        </Notice>
      )}
      {isKeyUnreadable && <Notice tone="bad" title="The stored API key cannot be read">APP_SECRET is not the one it was stored under. Enter the key again.</Notice>}
      <Card title={isOn ? "Booking is on" : "Booking is off"}>
        <p>
          {isOn
            ? "When it is off, pages keep showing data, new bookings and moves are refused, and cancellations wait until it is on again."
            : "Pages keep showing data, new bookings and moves are refused, and cancellations wait. When it is on again, they are sent; webhooks are applied meanwhile."}
        </p>
        {isAtCalcom && <p><a href={paths.adminMove()}>Appointments made before Cal.com took over</a></p>}
        {switchedBy === "environment" ? (
          <p className="field-hint">CALCOM_ENABLED decides this. Unset it to decide here.</p>
        ) : (
          <Form method="post" className="cluster">
            <Button tone={isOn ? "quiet" : "primary"} name="intent" value={isOn ? "switch-off" : "switch-on"}>{isOn ? "Switch booking off" : "Switch booking on"}</Button>
          </Form>
        )}
      </Card>
    </>
  );
}
