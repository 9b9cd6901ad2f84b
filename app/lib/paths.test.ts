import { expect, test } from "vitest";
import { paths, withSearch } from "./paths.ts";

test("an address is a path of this site, whatever its parts hold", () => {
  expect(paths.booking("a/b?c#d")).toBe("/bookings/a%2Fb%3Fc%23d");
  expect(paths.guestBooking("../admin")).toBe("/booking/..%2Fadmin");
  expect(paths.guestIcs("t")).toBe("/booking/t.ics");
  expect(paths.setPassword("t_-")).toBe("/set-password/t_-");
});

test("a search holds what is set, in order, and nothing empty", () => {
  expect(withSearch("/book", { branch: "lisbon", staff: undefined, week: null, zone: "", duration: 30 })).toBe("/book?branch=lisbon&duration=30");
  expect(withSearch("/book", {})).toBe("/book");
  expect(withSearch("/bookings", { page: 0 })).toBe("/bookings?page=0");
  expect(paths.signIn({ next: "/bookings?tab=past&q=a b" })).toBe("/sign-in?next=%2Fbookings%3Ftab%3Dpast%26q%3Da+b");
});

test("the addresses others rely on are these", () => {
  expect([paths.home(), paths.book(), paths.bookService("cut"), paths.bookDetails("cut"), paths.signIn(), paths.signUp(), paths.signOut(), paths.forgotPassword(), paths.setup(), paths.theme(), paths.bookings()]).toEqual([
    "/", "/book", "/book/cut", "/book/cut/details", "/sign-in", "/sign-up", "/sign-out", "/forgot-password", "/setup", "/theme", "/bookings",
  ]);
  expect([paths.guestReschedule("t"), paths.guestCancel("t"), paths.bookingEdit("7"), paths.bookingReschedule("7"), paths.bookingCancel("7"), paths.bookingIcs("7")]).toEqual([
    "/booking/t/reschedule", "/booking/t/cancel", "/bookings/7/edit", "/bookings/7/reschedule", "/bookings/7/cancel", "/bookings/7.ics",
  ]);
});
