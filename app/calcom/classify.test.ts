import { expect, test } from "vitest";
import { classify } from "./classify.ts";

const reasonOf = (status: number, json: unknown) => classify({ status, headers: new Headers(), json }).code;
const said = (message: string) => ({ status: "error", error: { code: "BadRequestException", message, details: { message, statusCode: 400 } } });

test.each([
  [400, "User either already has booking at this time or is not available", "slot_unavailable"],
  [400, "One of the hosts either already has booking at this time or is not available", "slot_unavailable"],
  [400, `The event type can't be booked at the "start" time provided. This could be because it's too soon`, "slot_unavailable"],
  [400, "Attempting to book a meeting in the past.", "slot_unavailable"],
  [409, "No more seats left at this seated booking.", "slot_unavailable"],
  [409, "Invalid Input: Trying to create a record that already exists.", "slot_unavailable"],
  [422, "This time slot is already reserved by another user. Please choose a different time.", "slot_unavailable"],
  [422, "Can't reserve a slot if the event is already booked.", "slot_unavailable"],
  [400, "Attendee with this email can't book because the maximum number of active bookings has been reached.", "booking_limit_reached"],
  [400, "Can't cancel booking with uid=abc because it has been cancelled already.", "already_cancelled"],
  [400, "Can't reschedule booking with uid=abc because it has been cancelled. Please provide uid of a booking", "already_cancelled"],
  [400, "Can't reschedule booking with uid=abc because it has been cancelled and rescheduled already to booking with uid=def", "already_rescheduled"],
  [400, "Booking already confirmed", "already_confirmed"],
  [404, "User with username nobody not found", "user_not_found"],
  [404, "Team with slug nobody not found", "user_not_found"],
  [404, "Event type with id 999 not found.", "not_found"],
  [404, `Event type with slug S belonging to user U not found.`, "not_found"],
  [404, "Booking with uid=abc was not found in the database", "not_found"],
  [404, "Cannot GET /v2/slots", "upstream_down"],
  [401, "Your api key is expired", "auth"],
  [401, "CustomThrottlerGuard - Invalid API Key", "auth"],
  [401, "User not a host of this event", "forbidden"],
  [403, "You do not have permission to reassign this booking", "forbidden"],
  [498, "Token expired", "auth"],
  [429, "CustomThrottlerGuard - Too many requests. Please try again later.", "rate_limit_exceeded"],
  [400, "This event type does not allow cancellations", "forbidden"],
  [400, "Missing attendee phone number - it is required by the event type. Pass it as attendee.phoneNumber string in the request.", "phone_required"],
  [400, "Missing required booking field response: company - it is required by the event type booking fields.", "answer_required"],
  [400, "attendee property is wrong, email property is wrong,Invalid email format ", "validation"],
  [422, "Can't book this team event type because it has no hosts.", "validation"],
  [500, "There was an error, please try again later.", "upstream_down"],
])("%i %s is %s", (status, message, code) => {
  expect(reasonOf(status, said(message))).toBe(code);
});

test("the text is found in every envelope seen", () => {
  const text = "User either already has booking at this time or is not available";
  const envelopes = [
    { status: "error", error: { code: "x", message: text } },
    { status: "error", message: text, error: { code: "x" } },
    { statusCode: 400, message: text },
    { statusCode: 400, message: [text, "another"] },
    { status: "error", error: text },
    { error: { details: { message: text } } },
    { error: { details: text } },
    { error: null, message: text },
  ];
  expect(envelopes.map((each) => reasonOf(400, each))).toEqual(envelopes.map(() => "slot_unavailable"));
});

test("the problems of a validation are told, nested ones too", () => {
  const errors = [{ property: "a", constraints: { isInt: "a must be an integer" }, children: [{ constraints: { isUrl: "b must be a URL" } }] }];
  const { message } = classify({ status: 400, headers: new Headers(), json: { error: { message: "Bad Request Exception", details: { errors } } } });
  expect(message).toBe("Bad Request Exception; a must be an integer; b must be a URL");
});

test("a move that was made already names the booking it led to", () => {
  const text = "Can't reschedule booking with uid=abc because it has been cancelled and rescheduled already to booking with uid=d-E_f.";
  expect(classify({ status: 400, headers: new Headers(), json: said(text) }).newUid).toBe("d-E_f");
});

test("a proxy's page says nothing about a booking, even with a 404", () => {
  expect(reasonOf(404, undefined)).toBe("upstream_down");
  expect(reasonOf(403, undefined)).toBe("upstream_down");
  expect(reasonOf(401, undefined)).toBe("auth");
  expect(reasonOf(429, undefined)).toBe("rate_limit_exceeded");
});
