import type { ReactNode } from "react";
import type { ShownBooking, ShownPlace } from "#app/bookings/shown.ts";
import { Facts, type Fact } from "./facts.tsx";
import { Unbroken } from "./unbroken.tsx";

/** What a booking is: when, what, with whom, where. `more` stands before the reference. */
export function BookingFacts({ booking, more = [] }: { booking: ShownBooking; more?: Fact[] }) {
  return (
    <Facts
      facts={[
        { label: "When", icon: "calendar", value: <When booking={booking} /> },
        { label: "What", icon: "desk", value: [booking.service, booking.duration, booking.price].filter(Boolean).join(" · ") },
        { label: "With", icon: "person", value: booking.person },
        where(booking.place),
        ...more,
        { label: "Reference", icon: "hash", value: <code>{booking.reference}</code> },
      ]}
    />
  );
}

function When({ booking }: { booking: ShownBooking }) {
  return (
    <>
      <time dateTime={booking.startsAtIso}>{booking.day}<br />{booking.time}</time>{" "}
      <span className="field-hint">{booking.zone}</span>
      {booking.venueTime && <><br /><span className="field-hint">{booking.venueTime} at the branch</span></>}
    </>
  );
}

function where(place: ShownPlace): Fact {
  const fact = (icon: Fact["icon"], value: ReactNode): Fact => ({ label: "Where", icon, value });
  switch (place.kind) {
    case "branch":
      return fact("pin", (
        <>
          {place.name}<br /><Unbroken text={place.address} /><br />
          <a href={place.mapHref} rel="noreferrer">Show on a map</a>
          {place.arrivalNotes && <><br />{place.arrivalNotes}</>}
        </>
      ));
    case "video":
      return fact("video", place.href ? <a href={place.href} rel="noreferrer">Join the video call</a> : "Video call");
    case "phone":
      return fact("phone", place.number ? <Unbroken text={`We call you on ${place.number}`} /> : "Phone call");
    case "elsewhere":
      return fact("pin", <Unbroken text={place.text} />);
    case "unknown":
      return fact("pin", null);
  }
}
