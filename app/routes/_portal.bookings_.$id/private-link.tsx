import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { paths } from "#app/lib/paths.ts";

/** For somebody without an account: whoever has the address can see, move and cancel this one appointment. */
export function PrivateLink({ address, id }: { address: string; id: string }) {
  return (
    <section className="no-print">
      <h2>Private link</h2>
      <p>Whoever has this address can see, move and cancel the appointment without signing in. Replace it when it reached the wrong person: the old one stops working.</p>
      <p className="address"><a href={address}>{address}</a></p>
      <Form method="post" action={paths.bookingLink(id)} preventScrollReset>
        <Button tone="quiet">Replace the link</Button>
      </Form>
    </section>
  );
}
