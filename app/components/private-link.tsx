import { Form } from "@remix-run/react";
import { paths } from "#app/lib/paths.ts";
import { Button } from "./button.tsx";

/** For somebody without an account: whoever has the address can see, move and cancel this one appointment. */
export function PrivateLink({ address, id, next }: { address: string; id: string; next?: string }) {
  return (
    <section className="no-print">
      <h2>Private link</h2>
      <p>Anyone who has this address can see, move and cancel the appointment without signing in. Replace it if it reached the wrong person: the old one stops working.</p>
      <p className="address"><a href={address}>{address}</a></p>
      <Form method="post" action={paths.bookingLink(id, { next })} preventScrollReset>
        <Button tone="quiet">Replace the link</Button>
      </Form>
    </section>
  );
}
